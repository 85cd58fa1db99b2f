"""Traditional Chinese: how a chat wants to be answered, limits, and what is missing in a group."""

TEXTS = {
    # --- settings
    "settings_head_group": "<b>這個群組的設定</b>",
    "settings_head_private": "<b>設定</b>",
    "settings_line": "{name}：{value}",
    "settings_hint_group": "點下面的按鈕來改，只有管理員能改。",
    "settings_hint_private": "點下面的按鈕來改。",
    "settings_admins": "只有群組管理員能改設定。",
    "settings_about_from": "<b>找哪幾份公報？</b>\n\n點一份，就只找那一份；再點別的，可以加上。",
    "settings_about_form": "<b>答案給多少？</b>\n\n「簡短」一次給一段原話，按「更多」往下看；「完整」一次最多給三段。",
    "settings_about_wait": "<b>同一個人隔多久能再問？</b>\n\n問得太快，我提醒一次，之後不再出聲。",
    "settings_about_delete": "<b>我的答案留多久？</b>\n\n到時候我自己刪掉，從改了以後的答案算起。訂閱的訊息不刪。",
    "settings_about_lang": "<b>在這裡說哪種語言？</b>\n\n報上的原話永遠照原樣給大家看。",
    "settings_about_who": "<b>誰能在群組裡問我？</b>\n\n別人問，我提醒一次可以私聊，之後不再出聲。",
    "settings_more_bulletins": "還有 {n} 份沒有列出來。",
    "button_settings_from": "公報",
    "button_settings_form": "答案",
    "button_settings_wait": "提問間隔",
    "button_settings_delete": "自動刪除",
    "button_settings_lang": "語言",
    "button_settings_who": "誰能問",
    "button_settings_back": "返回",
    "button_set_from_all": "全部",
    "button_set_from_some": "{n} 份",
    "button_set_form_compact": "簡短，一段原話",
    "button_set_form_full": "完整，最多三段",
    "button_set_wait_0": "不限",
    "button_set_wait_10": "10 秒",
    "button_set_wait_60": "1 分鐘",
    "button_set_wait_300": "5 分鐘",
    "button_set_delete_0": "不刪",
    "button_set_delete_5": "5 分鐘後",
    "button_set_delete_60": "1 小時後",
    "button_set_delete_1440": "一天後",
    "button_set_who_all": "所有人",
    "button_set_who_admins": "只有管理員",
    # --- limits
    "wait_person": "您問得太快了，請過 {seconds} 秒再問。",
    "wait_group": "群組裡問得太快了，請過 {seconds} 秒再問，也可以和我私聊。",
    "wait_habit": "在這個群組裡，每人問完要等 {seconds} 秒再問。著急的話，請和我私聊。",
    "admins_ask": "在這個群組裡只有管理員能問我。請和我私聊，我一樣答您。",
    "toast_not_yours": "這是別人問的，翻頁請留給提問的人。您自己問一句，就有您的一份。",
    # --- what is missing
    "status_head": "<b>我在這裡的情況</b>",
    "status_fine": "一切正常，什麼也不缺。",
    "status_library": "收錄公報 {issues} 期，文章 {articles} 篇。",
    "status_library_empty": (
        "<b>還沒有公報。</b>架設我的人要先收錄：<code>bulletin-bot ingest</code> 加上檔案或資料夾。"
    ),
    "status_privacy": (
        "<b>隱私模式開著。</b>我只聽得到命令、回覆我的訊息，和前後有空格的 @{bot}，聽不到「@{bot}幾點開門」這樣連著寫的。\n"
        "要改：把我設為管理員就行；或者請架設我的人在 @BotFather 發 /setprivacy，選 Disable，再把我移出群組重新加進來。"
    ),
    "status_cannot_send": (
        "<b>不讓我說話。</b>我答不了任何人。\n要改：群組管理員在群組的「權限」裡打開「發送訊息」，或者把我設為管理員。"
    ),
    "status_cannot_picture": (
        "<b>不讓我發圖片。</b>「原版」按了沒有用。\n要改：群組管理員在群組的「權限」裡打開「發送相片」，或者把我設為管理員。"
    ),
    "status_cannot_delete": (
        "<b>沒有「刪除訊息」的權限。</b>這個群組設了自動刪除；我平常能刪自己的答案，但要是停機超過兩天，舊的就刪不掉了。\n"
        "要改：把我設為管理員，打開「刪除訊息」。"
    ),
    "status_not_admin": "我不是管理員。問答用不著；要在關閉的話題裡說話，或者聽到所有寫法，才需要。",
    "status_admin": "我是管理員。",
    "status_topics_closed": (
        "<b>有 {n} 個話題關閉了。</b>我在裡面答不了，訂閱的訊息也發不進去。\n要改：重新打開話題，或者把我設為管理員。"
    ),
    "status_unknown": "Telegram 現在不肯告訴我這裡的情況，請過一會兒再試。",
    "status_inline_off": (
        "<b>沒有開行內模式。</b>在別的聊天裡輸入 @{bot} 沒有反應。\n"
        "要改：請架設我的人在 @BotFather 發 /setinline。"
    ),
    # --- command menu
    "command_settings": "設定：公報、長短、語言等",
    "command_status": "看看我缺什麼權限",
}
