"""Traditional Chinese: news, subscriptions, and what administrators see."""

TEXTS = {
    # --- alerts
    "alert_digest": "<b>這段時間的新消息</b>",
    "alert_revised": "（有更正或補充，以這裡為準）",
    "alert_for": "您訂閱的{names}，有新消息：",
    "alert_page": "（{page}版）",
    "alert_more": "還有 {n} 篇，發 /latest 看。",
    "alert_gone": "這一期更正過，裡面已經沒有您訂閱的內容了。",
    "list_comma": "、",
    "and_more": "等",
    "rule_all": "全部公報",
    "rule_bulletin": "《{words}》",
    "rule_words": "「{words}」",
    "rule_question": "問題「{words}」",
    # --- subscribing
    "preview_asked": "要訂閱{rule}嗎？有新的就告訴您。",
    "preview_changed": "要改成{rule}嗎？",
    "preview_count": "過去 {days} 天裡，這樣會告訴您 <b>{n}</b> 篇。",
    "preview_none": "過去 {days} 天裡一篇也沒有。",
    "preview_examples": "比如：",
    "preview_earlier": "更早的有：",
    "subscribed": "好，已訂閱{rule}。{when}。\n\n看全部訂閱：/subscriptions\n改什麼時候告訴您：/when",
    "subscribe_gone": "這條已經不在了。看全部：/subscriptions",
    "subscribe_cancelled": "好，沒有訂閱。",
    "subscribe_admins": "在群和頻道裡，只有管理員能改訂閱。想自己收，請和我私聊。",
    "subscriptions_head": "<b>訂閱</b>",
    "subscriptions_none": (
        "還沒有訂閱。這樣訂：\n\n"
        "· <code>/subscribe</code>　全部公報\n"
        "· <code>/subscribe 《青硯時報》</code>　一份公報\n"
        "· <code>/subscribe 防汛 OR 颱風</code>　有這些詞的\n"
        "· <code>/subscribe 流感疫苗什麼時候開始接種？</code>　等一個問題的答案"
    ),
    "subscriptions_more": "還有 {n} 條。",
    "paused_mark": "（已暫停）",
    "change_how": "把下面這行改好，再發給我：\n\n<code>/subscribe #{id} {words}</code>",
    # --- mistakes in a filter
    "filter_empty": "沒有寫要找的詞。",
    "filter_too_long": "寫得太長了，最多 {limit} 個字。",
    "filter_too_many_words": "詞太多了，最多 {most} 個。",
    "filter_quote_open": '引號 {at} 只有一半。引號要成對，例如：<code>"政銀企對接"</code>',
    "filter_quote_empty": '引號 {at} 裡面是空的。例如：<code>"政銀企對接"</code>',
    "filter_bracket_open": "括號 {at} 沒有收尾。例如：<code>(防汛 OR 抗旱) -演練</code>",
    "filter_bracket_unopened": "括號 {at} 前面沒有開頭。例如：<code>(防汛 OR 抗旱) -演練</code>",
    "filter_bracket_empty": "括號 {at} 裡面是空的。例如：<code>(防汛 OR 抗旱) -演練</code>",
    "filter_word_missing": "{at} 旁邊少了一個詞。兩邊都要有詞，例如：<code>城管 AND 拆遷</code>；減號後面要有詞，例如：<code>防汛 -演練</code>",
    "filter_help": (
        "怎麼寫：\n"
        "· <code>防汛</code>　有這個詞\n"
        "· <code>城管 AND 拆遷</code>　兩個都有\n"
        "· <code>防汛 OR 抗旱</code>　有一個就行\n"
        "· <code>防汛 -演練</code>　不要「演練」\n"
        '· <code>"政銀企對接"</code>　一字不差'
    ),
    # --- when
    "when_now": "一有就告訴您",
    "when_daily": "每天 {at} 彙總一次",
    "when_weekly": "每{day} {at} 彙總一次",
    "when_is": "{when}（時區 {zone}）",
    "when_quiet": "{start}–{until} 不打擾，過後再說",
    "when_silent": "{start}–{until} 照發，但不響鈴",
    "when_snoozed": "{until} 以前不發",
    "when_paused": "全部訂閱都暫停著",
    "when_help": (
        "也可以寫：\n"
        "· <code>/when 每天 19:30</code>\n"
        "· <code>/when 每週五 18:00</code>\n"
        "· <code>/when 安靜 22:00-7:00</code>\n"
        "· <code>/when 時區 Asia/Urumqi</code>"
    ),
    "when_mistake": "沒看懂「{asked}」。",
    "weekday_0": "週一",
    "weekday_1": "週二",
    "weekday_2": "週三",
    "weekday_3": "週四",
    "weekday_4": "週五",
    "weekday_5": "週六",
    "weekday_6": "週日",
    # --- administrators
    "stats_head": "<b>統計</b>",
    "stats_issues": "公報 {n} 期",
    "stats_articles": "文章 {n} 篇",
    "stats_private_chats": "私聊 {n} 個",
    "stats_groups": "群和頻道 {n} 個",
    "stats_away": "聯繫不上 {n} 個",
    "stats_subscriptions": "訂閱 {n} 條",
    "stats_sent": "已送達 {n} 條",
    "stats_waiting": "等著發 {n} 條",
    "stats_refused": "發不出 {n} 條",
    "delivery_head": "<b>送達情況</b>",
    "delivery_none": "還沒有發過通知。",
    "delivery_issue": "{name}\n應發 {planned}，已發 {sent}，等著發 {waiting}，發不出 {refused}，不用發 {withdrawn}",
    "broadcast_usage": "要對大家說什麼？寫在後面就行，例如：<code>/broadcast 今晚維護一小時。</code>",
    "broadcast_draft": "上面就是大家會看到的樣子。要發給 {n} 個聊天嗎？",
    "broadcast_progress": "應發 {planned}，已發 {sent}，等著發 {waiting}，發不出 {refused}，取消 {withdrawn}",
    # --- toasts
    "toast_admins": "只有管理員能改。",
    "toast_daily": "好，以後每天彙總一次。",
    "toast_weekly": "好，以後每週彙總一次。",
    "toast_nights": "好，夜裡 22 點到早上 7 點不打擾。",
    "toast_week": "好，這一週先不發。",
    "toast_dropped": "好，不再發這個了。",
    "toast_dropped_all": "好，全部退訂了。",
    "toast_saved": "已訂閱。",
    "toast_known": "這個已經訂閱了。",
    "toast_many": "訂閱太多了，先刪掉幾條。",
    "toast_changed": "好，改好了。",
    "toast_cancelled": "已取消。",
    "toast_started": "開始發了。",
    # --- buttons
    "button_less": "少發一點",
    "button_unsubscribe": "退訂",
    "button_back_to_alert": "返回",
    "button_less_daily": "每天一次",
    "button_less_weekly": "每週一次",
    "button_less_nights": "夜裡不發",
    "button_less_week": "停一週",
    "button_drop_everything": "全部退訂",
    "button_drop_all": "退訂全部公報",
    "button_drop_bulletin": "退訂《{words}》",
    "button_drop_words": "退訂「{words}」",
    "button_drop_question": "退訂「{words}」",
    "button_save": "訂閱",
    "button_cancel": "算了",
    "button_watch": "報上寫了就告訴我",
    "button_sub_pause": "{n} 暫停",
    "button_sub_resume": "{n} 恢復",
    "button_sub_edit": "{n} 修改",
    "button_sub_delete": "{n} 刪除",
    "button_when": "什麼時候告訴我",
    "button_when_now": "一有就發",
    "button_when_daily": "每天",
    "button_when_weekly": "每週",
    "button_when_quiet": "夜裡不發",
    "button_when_silent": "夜裡不響",
    "button_when_loud": "不分時段",
    "button_when_day": "停一天",
    "button_when_week": "停一週",
    "button_when_wake": "不停了",
    "button_when_pause": "全部暫停",
    "button_when_resume": "全部恢復",
    "button_broadcast_go": "發給 {n} 個聊天",
    "button_broadcast_cancel": "取消",
    "button_broadcast_look": "看進度",
    # --- command menu
    "command_subscribe": "訂閱新消息，例如 /subscribe 防汛",
    "command_subscriptions": "我的訂閱",
    "command_when": "什麼時候告訴我",
    "command_stats": "統計",
    "command_delivery": "送達情況",
    "command_broadcast": "對大家說話",
}
