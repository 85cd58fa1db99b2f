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
    # --- what people think of answers
    "report_head": "⚠️ <b>有{n}人說這條引文有誤</b>",
    "report_ids": "文章 {article}，段 {paragraph}（從0數），《{bulletin}》，{page}版",
    "toast_vote_new": "謝謝，記下了。",
    "toast_vote_changed": "好，改過來了。",
    "toast_vote_known": "已經記下了。",
    "toast_report_new": "謝謝，已經告訴管理員：是哪一段，不帶您的問題。",
    "toast_report_known": "您已經說過這一條了，謝謝。",
    "toast_report_many": "今天您已經報了很多條，明天再來吧。",
    "button_like": "👍",
    "button_dislike": "👎",
    "button_report": "引文有誤",
    "button_report_n": "第{n}條有誤",
    "button_report_none": "都沒錯",
    # --- what is kept
    "privacy": (
        "<b>我記下什麼，記多久</b>\n\n"
        "· <b>您發來的話</b>：先存下再回答，一答完就抹掉，只留一個編號防止答兩次，{handled_days}天後也刪。\n"
        "· <b>要翻頁、要換排法的答案</b>：連同問題留{keep_days}天；在群組裡還留下是誰問的。別的答案不留。\n"
        "· <b>答不上來的問題</b>：為了「報上寫了就告訴我」這個按鈕，留{draft_days}天；按了就成了訂閱。\n"
        "· <b>訂閱和設定</b>：您訂閱的詞和問題、什麼時候告訴您、用什麼語言，留到您刪掉為止。還沒點「訂閱」的，{draft_days}天後刪。\n"
        "· <b>發給您的通知</b>：哪一期、送到沒有、因為哪條訂閱，留{keep_days}天。\n"
        "· <b>哪條回答對著哪條訊息</b>：兩天，好在您改了問題時跟著改；問的話只留一個摘要碼。您剛才什麼時候問過，也記一小時，免得有人刷屏。\n"
        "· <b>👍👎和「引文有誤」</b>：是誰、哪條訊息、哪一段，留{keep_days}天；不留您問了什麼。\n"
        "· <b>被管理員封鎖的</b>：留下編號，解除為止；/delete_me 不刪這個。\n\n"
        "<b>我不做什麼</b>\n\n"
        "不留您的名字、使用者名稱和頭像。執行日誌裡只有編號，沒有您寫的話。管理員看得到一共有多少人、多少訂閱、多少👍，看不到誰問了什麼。"
        "問題在這臺機器上查，不交給別的公司，也不拿去訓練什麼。Telegram 自己怎麼保存聊天，由 Telegram 決定。\n\n"
        "/export_my_data 把關於您的都拿走　/delete_me 全部刪掉"
    ),
    "export_caption": "關於您的全部記錄。看得懂 JSON 的程式和人都能打開；是什麼意思：/privacy",
    "own_private": "這是您自己的事，請和我私聊再發一次。",
    "forget_asked": "要刪掉關於您的一切嗎？\n\n設定、訂閱、等著發給您的通知、為翻頁留下的答案、👍👎，都會刪掉，找不回來。群組裡大家的設定和訂閱不動。想先留一份：/export_my_data",
    "forget_not": "好，什麼也沒刪。",
    "forgotten": "好了，關於您的都刪掉了。以後您再發訊息，我們就像頭一回見面。",
    "toast_forgotten": "都刪掉了。",
    "button_forget_sure": "全部刪掉",
    "button_forget_no": "不刪了",
    # --- administrators
    "ban_usage": "要封鎖誰？寫上編號，例如：<code>/ban 123456</code>；群組的編號是負數。",
    "ban_admin": "{id} 是管理員，不能封鎖。",
    "banned": "好，不再理會 {id}。恢復：<code>/unban {id}</code>",
    "banned_before": "{id} 已經封鎖了。恢復：<code>/unban {id}</code>",
    "unbanned": "好，{id} 又可以用了。對方的訂閱還停著，等對方自己恢復。",
    "unbanned_before": "{id} 沒有被封鎖。",
    "admins_head": "<b>管理員</b>",
    "admins_id": "· <code>{id}</code>",
    "admins_bans": "<b>封鎖的</b>",
    "admins_no_bans": "沒有封鎖誰。",
    "admins_banned": "· <code>{id}</code>（{day}起）",
    "admins_more": "還有{n}個",
    "admins_limits": "<b>限制</b>",
    "limit_asks": "· 一個人每分鐘最多問{n}次，在群裡減半",
    "limit_question": "· 一個問題最多{n}個字",
    "limit_subscriptions": "· 一個聊天最多{n}條訂閱",
    "limit_reports": "· 一個人一天最多報{n}條引文有誤",
    "limit_messages": "· 每秒最多發{n}條訊息",
    "admins_how": "封鎖：<code>/ban 編號</code>　恢復：<code>/unban 編號</code>\n管理員由設定 ADMIN_IDS 決定。",
    # --- figures
    "stats_liked": "👍 {n} 個",
    "stats_disliked": "👎 {n} 個",
    "stats_reported": "被說有誤的引文 {n} 條",
    # --- command menu
    "command_privacy": "我記下什麼，不記什麼",
    "command_admins": "管理員、封鎖名單、限制",
    "command_ban": "不再理會，例如 /ban 123456",
    "command_unban": "恢復，例如 /unban 123456",
}
