"""Simplified Chinese, the first language of the bot."""

TEXTS = {
    # --- greetings and help
    "start": (
        "您好！我帮您在本地公报里找答案。\n\n"
        "直接把问题发给我就行，比如：\n"
        "· <code>防汛值班电话是多少？</code>\n"
        "· <code>垃圾分类什么时候开始？</code>\n"
        "· <code>谁主持了这次会议？</code>\n\n"
        "我只摘报上的原话，写明出处和日期；报上没有的，我会直说。\n\n"
        "/latest 看最新文章\n"
        "/search 按词查找\n"
        "/help 更多用法"
    ),
    "help": (
        "<b>怎么用</b>\n\n"
        "<b>提问</b>　直接发一句话，例如 <code>秋季新增了多少学位？</code>\n"
        "<b>查词</b>　<code>/search 防汛</code>，或者 <code>搜索 防汛</code>\n"
        "<b>看新的</b>　/latest，或者发“最新”\n"
        "<b>看全文</b>　点答案下面的“全文”，或者 <code>/article 12</code>\n"
        "<b>订阅</b>　<code>/subscribe 防汛</code>，报上有新的就告诉您\n\n"
        "<b>加粗</b>的字就是回答问题的地方。答案全是报上的原文，一个字也没改。\n\n"
        "没找到？试试换个说法，或者只发关键的名字和词。名字打错一两个字、用繁体字，都没关系。"
    ),
    "help_group": (
        "<b>在群里这样问</b>\n\n"
        "· <code>@{bot} 防汛值班电话是多少？</code>\n"
        "· <code>/search@{bot} 防汛</code>\n"
        "· 回复我的消息，接着问\n\n"
        "别的时候我不出声。想慢慢看，可以和我私聊。"
    ),
    # --- citations
    "bulletin": "《{name}》",
    "reference": "（{word}：{name}）",
    "bulletin_unnamed": "报名不详",
    "title": "{title}",
    "title_derived": "{title}（题目缺失，摘自正文）",
    "title_missing": "（无题）",
    "date": "{year}年{month}月{day}日",
    "date_no_year": "{month}月{day}日（年份不详）",
    "date_unknown": "日期不详",
    "issued": "{date}出版",
    "page": "{page}版",
    "days_between": "{first}至{last}",
    "days_since": "{first}起",
    "days_until": "到{last}为止",
    "order_uncertain": "此版文字可能有错漏，请对照原版",
    "also": "另见{places}",
    "also_more": "其他{n}处",
    # --- answers and lists
    "answer_head": "报上是这样写的：",
    "page_of": "第{page}页，共{pages}页",
    "part_of": "第{part}部分，共{parts}部分",
    "corrected": "按“{found}”查找（您写的是“{asked}”）。",
    "abstain_empty": "您想问什么？发一句话给我就行，例如：<code>防汛值班电话是多少？</code>",
    "abstain_no_terms": "这句话里没有可以查的词。请写上人名、地名或者事情，例如：<code>老旧小区改造</code>",
    "abstain_no_match": "公报里没有写到这件事。\n\n可以换个说法，或者只发一个关键的词。",
    "abstain_weak_match": (
        "公报里提到了一些相关的词，但没有能回答这个问题的原话，我不敢乱猜。\n\n"
        "可以换个问法，或者问得具体一点：谁、什么时候、在哪里、多少。"
    ),
    "abstain_empty_library": "这里还没有收录公报，等有了再来问我吧。",
    "abstain_near": "下面几篇也许沾边，点开看看：",
    "search_head": "“{asked}”共{total}处，这里是第{first}–{last}处：",
    "search_none": "公报里没有找到“{asked}”。\n\n换个词，或者写短一点试试。",
    "search_days": "按<b>{days}</b>查找。",
    "search_bad_date": "“{value}”我看不懂是哪一天。日期可以这样写：<code>防汛 日期:2024-07</code>、<code>日期:上周</code>、<code>日期:7月18日</code>、<code>日期:近三个月</code>",
    "search_empty": '“{value}”后面要写上内容，例如：<code>防汛 来源:青砚时报</code>、<code>版:3</code>、<code>标题:台风</code>、<code>-广告</code>、<code>"值班电话"</code>',
    "search_open_quote": '引号要成对，例如：<code>"值班电话" 防汛</code>',
    "days_nothing": "{days}的报上没有写到，这是别的时间的。",
    "latest_head": "<b>最新文章</b>　点号码看全文",
    "latest_none": "这里还没有收录公报，等有了再来看吧。",
    # --- what went wrong
    "ask_what": "您想问什么？写在后面就行，例如：<code>@{bot} 防汛值班电话是多少？</code>",
    "search_usage": "要查什么词？写在后面就行，例如：<code>/search 防汛</code>",
    "article_usage": "要看哪一篇？写上号码，例如：<code>/article 12</code>。看最新的：/latest",
    "article_gone": "这篇文章已经不在了，也许报纸更正过。看最新的：/latest",
    "question_too_long": "问题太长了，请控制在 {limit} 个字以内，挑要紧的问。",
    "not_text": "我只看得懂文字。把问题打成一句话发给我吧。",
    "unknown_command": "没有这个命令。直接发问题就行，用法看 /help",
    "busy": "现在问的人有点多，请稍等一会儿再试。",
    "failed": "对不起，刚才出了点问题，没能答上来。请再试一次。",
    "stale": "这些按钮太久了，已经不能用。请把问题再发一遍。",
    # --- toasts
    "toast_stale": "这个按钮太久了，请把问题再发一遍。",
    "toast_gone": "这篇文章已经不在了。",
    "toast_no_original": "原版不在这里，没法给您看。",
    "toast_first": "前面没有了。",
    "toast_last": "后面没有了。",
    "toast_busy": "请稍等一会儿再点。",
    "toast_failed": "出了点问题，请再试一次。",
    # --- buttons
    "button_full": "全文",
    "button_full_n": "全文 {n}",
    "button_original": "原版",
    "button_original_n": "原版 {n}",
    "button_by_date": "按日期排",
    "button_by_relevance": "按相关排",
    "button_more": "更多",
    "button_back": "上一页",
    "button_previous_part": "上一部分",
    "button_next_part": "下一部分",
    "button_previous_article": "上一篇",
    "button_next_article": "下一篇",
    "button_untitled": "无题",
    "button_inline_more": "去私聊里接着问",
    "button_inline_none": "没有找到，去私聊里问问",
    "button_inline_mistake": "日期或引号写得不对，看看写法",
    # --- command menu
    "command_start": "开始",
    "command_help": "怎么用",
    "command_search": "按词查找，例如 /search 防汛",
    "command_latest": "最新文章",
    "command_article": "看全文，例如 /article 12",
}
