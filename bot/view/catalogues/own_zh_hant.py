"""Traditional Chinese: a person's own things."""

TEXTS = {
    # --- language
    "language_now": "我現在說<b>{name}</b>",
    "language_by_client": "（跟隨您的 Telegram）",
    "language_private": "換一種語言，點下面的按鈕。報上的原話永遠照原樣給您看。",
    "language_group": "換一種語言，請管理員點下面的按鈕。報上的原話永遠照原樣給大家看。",
    "language_admins": "在群組和頻道裡，只有管理員能換語言。想自己換，請和我私聊。",
    "toast_language": "好，以後就這麼說。",
    "button_language": "繁體中文",
    "button_language_auto": "跟隨各人的 Telegram",
    "command_language": "換語言 Language",
}
