"""What people do with chats rather than in them: join, leave, add, promote, pin, close topics, upgrade, block."""

from __future__ import annotations

from bot.sandbox.exchange import Exchange
from bot.sandbox.shapes import message_json, user_json
from bot.sandbox.world import Bot, Chat, Json, Member, Message, Topic, User


class Gathering:
    """The verbs of a person towards chats and members; mixed into Person, which has the account."""

    exchange: Exchange
    user: User
    bot: Bot

    @property
    def private(self) -> Chat:
        """The person's chat with their usual bot."""
        return self.exchange.world.private_chat(self.user, self.bot)

    def joins(self, chat: Chat) -> None:
        """Become a member of a chat by an invitation link."""
        self._changes(chat, self.user, "member", {"new_chat_members": [user_json(self.user)]})

    def leaves(self, chat: Chat) -> None:
        """Leave a chat."""
        self._changes(chat, self.user, "left", {"left_chat_member": user_json(self.user)})

    def adds(self, user: User, chat: Chat, *, as_admin: bool = False) -> None:
        """Bring an account, a bot too, into a chat."""
        status = "administrator" if as_admin or (chat.type == "channel" and user.is_bot) else "member"
        self._changes(chat, user, status, {"new_chat_members": [user_json(user)]})

    def removes(self, user: User, chat: Chat) -> None:
        """Kick an account out of a chat."""
        self._changes(chat, user, "kicked", {"left_chat_member": user_json(user)})

    def promotes(self, user: User, chat: Chat, *, is_anonymous: bool = False) -> None:
        """Make an account an administrator."""
        self._changes(chat, user, "administrator", None, is_anonymous=is_anonymous)

    def demotes(self, user: User, chat: Chat) -> None:
        """Make an administrator a plain member again."""
        self._changes(chat, user, "member", None)

    def restricts(self, user: User, chat: Chat) -> None:
        """Take away an account's right to write."""
        self._changes(chat, user, "restricted", None)

    def hides(self, chat: Chat, *, is_hidden: bool = True) -> None:
        """Write anonymously from now on, which only an administrator can."""
        with self.exchange.world.lock:
            chat.member(self.user).is_anonymous = is_hidden and chat.is_admin(self.user)

    def blocks(self, bot: Bot | None = None) -> None:
        """Block a bot, the usual one when none is named."""
        self._sets_block(bot or self.bot, is_blocked=True)

    def unblocks(self, bot: Bot | None = None) -> None:
        """Let a blocked bot write again."""
        self._sets_block(bot or self.bot, is_blocked=False)

    def deactivates(self) -> None:
        """Delete the own account."""
        with self.exchange.world.lock:
            self.user.is_deactivated = True

    def opens_topic(self, chat: Chat, name: str) -> Topic:
        """Open a forum topic; its id is that of the service message that says so."""
        with self.exchange.world.lock:
            message = self._announces(chat, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
            topic = Topic(message.id, name)
            chat.topics[topic.id] = topic
            self.exchange.world.tell("chat", chat.key, {"topic": {"id": topic.id, "name": name}})
            return topic

    def closes_topic(self, chat: Chat, topic: Topic) -> None:
        """Close a topic: only administrators write there."""
        self._sets_closed(chat, topic, is_closed=True)

    def reopens_topic(self, chat: Chat, topic: Topic) -> None:
        """Open a closed topic again."""
        self._sets_closed(chat, topic, is_closed=False)

    def pins(self, message: Message) -> None:
        """Pin a message."""
        with self.exchange.world.lock:
            message.chat.pinned.append(message.id)
            self._announces(message.chat, {"pinned_message": message_json(message, with_reply=False)})

    def upgrades(self, group: Chat) -> Chat:
        """Turn a group into a supergroup and return it; both say so in a service message."""
        world = self.exchange.world
        with world.lock:
            upgraded = world.add_chat("supergroup", group.title)
            members = group.members.values()
            upgraded.members = {m.user.id: Member(m.user, m.status, m.is_anonymous) for m in members}
            self._announces(group, {"migrate_to_chat_id": upgraded.id})
            group.migrated_to = upgraded
            self._announces(upgraded, {"migrate_from_chat_id": group.id})
            world.tell("chat", group.key, {"migrated_to": upgraded.key})
            return upgraded

    def _changes(self, chat: Chat, user: User, status: str, service: Json | None, **details: bool) -> None:
        with self.exchange.world.lock:
            was_in = chat.is_in(user)
            self.exchange.change_member(chat, self.user, user, status, **details)
            if service is not None and chat.type != "channel" and was_in != chat.is_in(user):
                self._announces(chat, service)

    def _announces(self, chat: Chat, service: Json) -> Message:
        message = self.exchange.world.post(chat, self.user, service=service)
        if chat.is_forum and "forum_topic_created" in service:
            message.topic = message.id
        self.exchange.announce(message)
        return message

    def _sets_block(self, bot: Bot, *, is_blocked: bool) -> None:
        with self.exchange.world.lock:
            chat = self.exchange.world.private_chat(self.user, bot)
            (self.user.blocked.add if is_blocked else self.user.blocked.discard)(bot.id)
            self.exchange.change_member(chat, self.user, bot, "kicked" if is_blocked else "member")

    def _sets_closed(self, chat: Chat, topic: Topic, *, is_closed: bool) -> None:
        with self.exchange.world.lock:
            topic.is_closed = is_closed
            service: Json = {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}}
            message = self.exchange.world.post(chat, self.user, service=service, topic=topic.id)
            self.exchange.announce(message)
