"""Simplified Chinese: how a chat wants to be answered, limits, and what is missing in a group."""

TEXTS = {
    # --- settings
    "settings_head_group": "<b>这个群的设置</b>",
    "settings_head_private": "<b>设置</b>",
    "settings_line": "{name}：{value}",
    "settings_hint_group": "点下面的按钮来改，只有管理员能改。",
    "settings_hint_private": "点下面的按钮来改。",
    "settings_admins": "只有群管理员能改设置。",
    "settings_about_from": "<b>找哪几份公报？</b>\n\n点一份，就只找那一份；再点别的，可以加上。",
    "settings_about_form": "<b>答案给多少？</b>\n\n“简短”一次给一段原话，按“更多”往下看；“完整”一次最多给三段。",
    "settings_about_wait": "<b>同一个人隔多久能再问？</b>\n\n问得太快，我提醒一次，之后不再出声。",
    "settings_about_delete": "<b>我的答案留多久？</b>\n\n到时候我自己删掉，从改了以后的答案算起。订阅的消息不删。",
    "settings_about_lang": "<b>在这里说哪种语言？</b>\n\n报上的原话永远照原样给大家看。",
    "settings_about_who": "<b>谁能在群里问我？</b>\n\n别人问，我提醒一次可以私聊，之后不再出声。",
    "settings_more_bulletins": "还有 {n} 份没有列出来。",
    "button_settings_from": "公报",
    "button_settings_form": "答案",
    "button_settings_wait": "提问间隔",
    "button_settings_delete": "自动删除",
    "button_settings_lang": "语言",
    "button_settings_who": "谁能问",
    "button_settings_back": "返回",
    "button_set_from_all": "全部",
    "button_set_from_some": "{n} 份",
    "button_set_form_compact": "简短，一段原话",
    "button_set_form_full": "完整，最多三段",
    "button_set_wait_0": "不限",
    "button_set_wait_10": "10 秒",
    "button_set_wait_60": "1 分钟",
    "button_set_wait_300": "5 分钟",
    "button_set_delete_0": "不删",
    "button_set_delete_5": "5 分钟后",
    "button_set_delete_60": "1 小时后",
    "button_set_delete_1440": "一天后",
    "button_set_who_all": "所有人",
    "button_set_who_admins": "只有管理员",
    # --- limits
    "wait_person": "您问得太快了，请过 {seconds} 秒再问。",
    "wait_group": "群里问得太快了，请过 {seconds} 秒再问，也可以和我私聊。",
    "wait_habit": "在这个群里，每人问完要等 {seconds} 秒再问。着急的话，请和我私聊。",
    "admins_ask": "在这个群里只有管理员能问我。请和我私聊，我一样答您。",
    "toast_not_yours": "这是别人问的，翻页请留给提问的人。您自己问一句，就有您的一份。",
    # --- what is missing
    "status_head": "<b>我在这里的情况</b>",
    "status_fine": "一切正常，什么也不缺。",
    "status_library": "收录公报 {issues} 期，文章 {articles} 篇。",
    "status_library_empty": (
        "<b>还没有公报。</b>架设我的人要先收录：<code>bulletin-bot ingest</code> 加上文件或文件夹。"
    ),
    "status_privacy": (
        "<b>隐私模式开着。</b>我只听得到命令、回复我的消息，和前后有空格的 @{bot}，听不到“@{bot}几点开门”这样连着写的。\n"
        "要改：把我设为管理员就行；或者请架设我的人在 @BotFather 发 /setprivacy，选 Disable，再把我移出群重新加进来。"
    ),
    "status_cannot_send": (
        "<b>不让我说话。</b>我答不了任何人。\n要改：群管理员在群的“权限”里打开“发送消息”，或者把我设为管理员。"
    ),
    "status_cannot_picture": (
        "<b>不让我发图片。</b>“原版”按了没有用。\n要改：群管理员在群的“权限”里打开“发送照片”，或者把我设为管理员。"
    ),
    "status_cannot_delete": (
        "<b>没有“删除消息”的权限。</b>这个群设了自动删除；我平常能删自己的答案，但要是停机超过两天，旧的就删不掉了。\n"
        "要改：把我设为管理员，打开“删除消息”。"
    ),
    "status_not_admin": "我不是管理员。问答用不着；要在关闭的话题里说话，或者听到所有写法，才需要。",
    "status_admin": "我是管理员。",
    "status_topics_closed": (
        "<b>有 {n} 个话题关闭了。</b>我在里面答不了，订阅的消息也发不进去。\n要改：重新打开话题，或者把我设为管理员。"
    ),
    "status_unknown": "Telegram 现在不肯告诉我这里的情况，请过一会儿再试。",
    "status_inline_off": (
        "<b>没有开内联模式。</b>在别的聊天里输入 @{bot} 没有反应。\n"
        "要改：请架设我的人在 @BotFather 发 /setinline。"
    ),
    # --- command menu
    "command_settings": "设置：公报、长短、语言等",
    "command_status": "看看我缺什么权限",
}
