"""Simplified Chinese: news, subscriptions, and what administrators see."""

TEXTS = {
    # --- alerts
    "alert_digest": "<b>这段时间的新消息</b>",
    "alert_revised": "（有更正或补充，以这里为准）",
    "alert_for": "您订阅的{names}，有新消息：",
    "alert_page": "（{page}版）",
    "alert_more": "还有 {n} 篇，发 /latest 看。",
    "alert_gone": "这一期更正过，里面已经没有您订阅的内容了。",
    "list_comma": "、",
    "and_more": "等",
    "rule_all": "全部公报",
    "rule_bulletin": "《{words}》",
    "rule_words": "“{words}”",
    "rule_question": "问题“{words}”",
    # --- subscribing
    "preview_asked": "要订阅{rule}吗？有新的就告诉您。",
    "preview_changed": "要改成{rule}吗？",
    "preview_count": "过去 {days} 天里，这样会告诉您 <b>{n}</b> 篇。",
    "preview_none": "过去 {days} 天里一篇也没有。",
    "preview_examples": "比如：",
    "preview_earlier": "更早的有：",
    "subscribed": "好，已订阅{rule}。{when}。\n\n看全部订阅：/subscriptions\n改什么时候告诉您：/when",
    "subscribe_gone": "这条已经不在了。看全部：/subscriptions",
    "subscribe_cancelled": "好，没有订阅。",
    "subscribe_admins": "在群和频道里，只有管理员能改订阅。想自己收，请和我私聊。",
    "subscriptions_head": "<b>订阅</b>",
    "subscriptions_none": (
        "还没有订阅。这样订：\n\n"
        "· <code>/subscribe</code>　全部公报\n"
        "· <code>/subscribe 《青砚时报》</code>　一份公报\n"
        "· <code>/subscribe 防汛 OR 台风</code>　有这些词的\n"
        "· <code>/subscribe 流感疫苗什么时候开始接种？</code>　等一个问题的答案"
    ),
    "subscriptions_more": "还有 {n} 条。",
    "paused_mark": "（已暂停）",
    "change_how": "把下面这行改好，再发给我：\n\n<code>/subscribe #{id} {words}</code>",
    # --- mistakes in a filter
    "filter_empty": "没有写要找的词。",
    "filter_too_long": "写得太长了，最多 {limit} 个字。",
    "filter_too_many_words": "词太多了，最多 {most} 个。",
    "filter_quote_open": '引号 {at} 只有一半。引号要成对，例如：<code>"政银企对接"</code>',
    "filter_quote_empty": '引号 {at} 里面是空的。例如：<code>"政银企对接"</code>',
    "filter_bracket_open": "括号 {at} 没有收尾。例如：<code>(防汛 OR 抗旱) -演练</code>",
    "filter_bracket_unopened": "括号 {at} 前面没有开头。例如：<code>(防汛 OR 抗旱) -演练</code>",
    "filter_bracket_empty": "括号 {at} 里面是空的。例如：<code>(防汛 OR 抗旱) -演练</code>",
    "filter_word_missing": "{at} 旁边少了一个词。两边都要有词，例如：<code>城管 AND 拆迁</code>；减号后面要有词，例如：<code>防汛 -演练</code>",
    "filter_help": (
        "怎么写：\n"
        "· <code>防汛</code>　有这个词\n"
        "· <code>城管 AND 拆迁</code>　两个都有\n"
        "· <code>防汛 OR 抗旱</code>　有一个就行\n"
        "· <code>防汛 -演练</code>　不要“演练”\n"
        '· <code>"政银企对接"</code>　一字不差'
    ),
    # --- when
    "when_now": "一有就告诉您",
    "when_daily": "每天 {at} 汇总一次",
    "when_weekly": "每{day} {at} 汇总一次",
    "when_is": "{when}（时区 {zone}）",
    "when_quiet": "{start}–{until} 不打扰，过后再说",
    "when_silent": "{start}–{until} 照发，但不响铃",
    "when_snoozed": "{until} 以前不发",
    "when_paused": "全部订阅都暂停着",
    "when_help": (
        "也可以写：\n"
        "· <code>/when 每天 19:30</code>\n"
        "· <code>/when 每周五 18:00</code>\n"
        "· <code>/when 安静 22:00-7:00</code>\n"
        "· <code>/when 时区 Asia/Urumqi</code>"
    ),
    "when_mistake": "没看懂“{asked}”。",
    "weekday_0": "周一",
    "weekday_1": "周二",
    "weekday_2": "周三",
    "weekday_3": "周四",
    "weekday_4": "周五",
    "weekday_5": "周六",
    "weekday_6": "周日",
    # --- administrators
    "stats_head": "<b>统计</b>",
    "stats_issues": "公报 {n} 期",
    "stats_articles": "文章 {n} 篇",
    "stats_private_chats": "私聊 {n} 个",
    "stats_groups": "群和频道 {n} 个",
    "stats_away": "联系不上 {n} 个",
    "stats_subscriptions": "订阅 {n} 条",
    "stats_sent": "已送达 {n} 条",
    "stats_waiting": "等着发 {n} 条",
    "stats_refused": "发不出 {n} 条",
    "delivery_head": "<b>送达情况</b>",
    "delivery_none": "还没有发过通知。",
    "delivery_issue": "{name}\n应发 {planned}，已发 {sent}，等着发 {waiting}，发不出 {refused}，不用发 {withdrawn}",
    "broadcast_usage": "要对大家说什么？写在后面就行，例如：<code>/broadcast 今晚维护一小时。</code>",
    "broadcast_draft": "上面就是大家会看到的样子。要发给 {n} 个聊天吗？",
    "broadcast_progress": "应发 {planned}，已发 {sent}，等着发 {waiting}，发不出 {refused}，取消 {withdrawn}",
    # --- toasts
    "toast_admins": "只有管理员能改。",
    "toast_daily": "好，以后每天汇总一次。",
    "toast_weekly": "好，以后每周汇总一次。",
    "toast_nights": "好，夜里 22 点到早上 7 点不打扰。",
    "toast_week": "好，这一周先不发。",
    "toast_dropped": "好，不再发这个了。",
    "toast_dropped_all": "好，全部退订了。",
    "toast_saved": "已订阅。",
    "toast_known": "这个已经订阅了。",
    "toast_many": "订阅太多了，先删掉几条。",
    "toast_changed": "好，改好了。",
    "toast_cancelled": "已取消。",
    "toast_started": "开始发了。",
    # --- buttons
    "button_less": "少发一点",
    "button_unsubscribe": "退订",
    "button_back_to_alert": "返回",
    "button_less_daily": "每天一次",
    "button_less_weekly": "每周一次",
    "button_less_nights": "夜里不发",
    "button_less_week": "停一周",
    "button_drop_everything": "全部退订",
    "button_drop_all": "退订全部公报",
    "button_drop_bulletin": "退订《{words}》",
    "button_drop_words": "退订“{words}”",
    "button_drop_question": "退订“{words}”",
    "button_save": "订阅",
    "button_cancel": "算了",
    "button_watch": "报上写了就告诉我",
    "button_sub_pause": "{n} 暂停",
    "button_sub_resume": "{n} 恢复",
    "button_sub_edit": "{n} 修改",
    "button_sub_delete": "{n} 删除",
    "button_when": "什么时候告诉我",
    "button_when_now": "一有就发",
    "button_when_daily": "每天",
    "button_when_weekly": "每周",
    "button_when_quiet": "夜里不发",
    "button_when_silent": "夜里不响",
    "button_when_loud": "不分时段",
    "button_when_day": "停一天",
    "button_when_week": "停一周",
    "button_when_wake": "不停了",
    "button_when_pause": "全部暂停",
    "button_when_resume": "全部恢复",
    "button_broadcast_go": "发给 {n} 个聊天",
    "button_broadcast_cancel": "取消",
    "button_broadcast_look": "看进度",
    # --- command menu
    "command_subscribe": "订阅新消息，例如 /subscribe 防汛",
    "command_subscriptions": "我的订阅",
    "command_when": "什么时候告诉我",
    "command_stats": "统计",
    "command_delivery": "送达情况",
    "command_broadcast": "对大家说话",
}
