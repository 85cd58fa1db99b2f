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
    # --- what people think of answers
    "report_head": "⚠️ <b>有{n}人说这条引文有误</b>",
    "report_ids": "文章 {article}，段 {paragraph}（从0数），《{bulletin}》，{page}版",
    "toast_vote_new": "谢谢，记下了。",
    "toast_vote_changed": "好，改过来了。",
    "toast_vote_known": "已经记下了。",
    "toast_report_new": "谢谢，已经告诉管理员：是哪一段，不带您的问题。",
    "toast_report_known": "您已经说过这一条了，谢谢。",
    "toast_report_many": "今天您已经报了很多条，明天再来吧。",
    "button_like": "👍",
    "button_dislike": "👎",
    "button_report": "引文有误",
    "button_report_n": "第{n}条有误",
    "button_report_none": "都没错",
    # --- what is kept
    "privacy": (
        "<b>我记下什么，记多久</b>\n\n"
        "· <b>您发来的话</b>：先存下再回答，一答完就抹掉，只留一个编号防止答两次，{handled_days}天后也删。\n"
        "· <b>要翻页、要换排法的答案</b>：连同问题留{keep_days}天；在群里还留下是谁问的。别的答案不留。\n"
        "· <b>答不上来的问题</b>：为了“报上写了就告诉我”这个按钮，留{draft_days}天；按了就成了订阅。\n"
        "· <b>订阅和设置</b>：您订阅的词和问题、什么时候告诉您、用什么语言，留到您删掉为止。还没点“订阅”的，{draft_days}天后删。\n"
        "· <b>发给您的通知</b>：哪一期、送到没有、因为哪条订阅，留{keep_days}天。\n"
        "· <b>哪条回答对着哪条消息</b>：两天，好在您改了问题时跟着改；问的话只留一个摘要码。您刚才什么时候问过，也记一小时，免得有人刷屏。\n"
        "· <b>👍👎和“引文有误”</b>：是谁、哪条消息、哪一段，留{keep_days}天；不留您问了什么。\n"
        "· <b>被管理员拉黑的</b>：留下编号，解除为止；/delete_me 不删这个。\n\n"
        "<b>我不做什么</b>\n\n"
        "不留您的名字、用户名和头像。运行日志里只有编号，没有您写的话。管理员看得到一共有多少人、多少订阅、多少👍，看不到谁问了什么。"
        "问题在这台机器上查，不交给别的公司，也不拿去训练什么。Telegram 自己怎么保存聊天，由 Telegram 决定。\n\n"
        "/export_my_data 把关于您的都拿走　/delete_me 全部删掉"
    ),
    "export_caption": "关于您的全部记录。看得懂 JSON 的程序和人都能打开；是什么意思：/privacy",
    "own_private": "这是您自己的事，请和我私聊再发一次。",
    "forget_asked": "要删掉关于您的一切吗？\n\n设置、订阅、等着发给您的通知、为翻页留下的答案、👍👎，都会删掉，找不回来。群里大家的设置和订阅不动。想先留一份：/export_my_data",
    "forget_not": "好，什么也没删。",
    "forgotten": "好了，关于您的都删掉了。以后您再发消息，我们就像头一回见面。",
    "toast_forgotten": "都删掉了。",
    "button_forget_sure": "全部删掉",
    "button_forget_no": "不删了",
    # --- administrators
    "ban_usage": "要拉黑谁？写上编号，例如：<code>/ban 123456</code>；群的编号是负数。",
    "ban_admin": "{id} 是管理员，不能拉黑。",
    "banned": "好，不再理会 {id}。恢复：<code>/unban {id}</code>",
    "banned_before": "{id} 已经拉黑了。恢复：<code>/unban {id}</code>",
    "unbanned": "好，{id} 又可以用了。对方的订阅还停着，等对方自己恢复。",
    "unbanned_before": "{id} 没有被拉黑。",
    "admins_head": "<b>管理员</b>",
    "admins_id": "· <code>{id}</code>",
    "admins_bans": "<b>拉黑的</b>",
    "admins_no_bans": "没有拉黑谁。",
    "admins_banned": "· <code>{id}</code>（{day}起）",
    "admins_more": "还有{n}个",
    "admins_limits": "<b>限制</b>",
    "limit_asks": "· 一个人每分钟最多问{n}次，在群里减半",
    "limit_question": "· 一个问题最多{n}个字",
    "limit_subscriptions": "· 一个聊天最多{n}条订阅",
    "limit_reports": "· 一个人一天最多报{n}条引文有误",
    "limit_messages": "· 每秒最多发{n}条消息",
    "admins_how": "拉黑：<code>/ban 编号</code>　恢复：<code>/unban 编号</code>\n管理员由设置 ADMIN_IDS 决定。",
    # --- figures
    "stats_liked": "👍 {n} 个",
    "stats_disliked": "👎 {n} 个",
    "stats_reported": "被说有误的引文 {n} 条",
    # --- command menu
    "command_privacy": "我记下什么，不记什么",
    "command_admins": "管理员、拉黑名单、限制",
    "command_ban": "不再理会，例如 /ban 123456",
    "command_unban": "恢复，例如 /unban 123456",
}
