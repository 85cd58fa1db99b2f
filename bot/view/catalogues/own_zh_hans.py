"""Simplified Chinese: a person's own things."""

TEXTS = {
    # --- language
    "language_now": "我现在说<b>{name}</b>",
    "language_by_client": "（跟随您的 Telegram）",
    "language_private": "换一种语言，点下面的按钮。报上的原话永远照原样给您看。",
    "language_group": "换一种语言，请管理员点下面的按钮。报上的原话永远照原样给大家看。",
    "language_admins": "在群和频道里，只有管理员能换语言。想自己换，请和我私聊。",
    "toast_language": "好，以后就这么说。",
    "button_language": "简体中文",
    "button_language_auto": "跟随各人的 Telegram",
    "command_language": "换语言 Language",
}
