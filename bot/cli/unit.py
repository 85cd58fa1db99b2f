"""`bulletin-bot systemd-unit`: a service that starts by itself, is watched, and may touch nothing but its data."""

from __future__ import annotations

import sys
from pathlib import Path

UNIT = """\
# sudo useradd --system --home-dir /var/lib/bulletin-bot bulletin-bot
# {program} systemd-unit | sudo tee /etc/systemd/system/bulletin-bot.service
# sudo install -m 600 .env /etc/bulletin-bot.env
# sudo systemctl daemon-reload && sudo systemctl enable --now bulletin-bot
[Unit]
Description=Answers questions about local bulletins on Telegram
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
Type=notify
ExecStart={program} run
User=bulletin-bot
Group=bulletin-bot
StateDirectory=bulletin-bot
StateDirectoryMode=0700
WorkingDirectory=/var/lib/bulletin-bot
Environment=DATA_DIR=/var/lib/bulletin-bot LOG_FORMAT=json
EnvironmentFile=-/etc/bulletin-bot.env
Restart=on-failure
RestartSec=2
WatchdogSec=60
TimeoutStartSec=300
TimeoutStopSec=20
MemoryMax=4G
TasksMax=256
UMask=0077

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome={protect_home}
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
"""


def print_unit() -> None:
    """Print the unit for the program that is running."""
    print(unit(Path(sys.executable).with_name("bulletin-bot")), end="")


def unit(program: Path) -> str:
    """The unit for a program at this place."""
    # A program in a home folder has to be readable; anywhere else no home is.
    is_at_home = program.parts[1:2] in (("home",), ("root",))
    return UNIT.format(program=program, protect_home="read-only" if is_at_home else "yes")
