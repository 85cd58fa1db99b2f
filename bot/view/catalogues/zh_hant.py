"""Traditional Chinese."""

TEXTS = {
    # --- greetings and help
    "start": (
        "您好！我幫您在本地公報裡找答案。\n\n"
        "直接把問題發給我就行，比如：\n"
        "· <code>防汛值班電話是多少？</code>\n"
        "· <code>垃圾分類什麼時候開始？</code>\n"
        "· <code>誰主持了這次會議？</code>\n\n"
        "我只摘報上的原話，寫明出處和日期；報上沒有的，我會直說。\n\n"
        "/latest 看最新文章\n"
        "/search 按詞查找\n"
        "/help 更多用法"
    ),
    "help": (
        "<b>怎麼用</b>\n\n"
        "<b>提問</b>　直接發一句話，例如 <code>秋季新增了多少學位？</code>\n"
        "<b>查詞</b>　<code>/search 防汛</code>，或者 <code>搜尋 防汛</code>\n"
        "<b>看新的</b>　/latest，或者發「最新」\n"
        "<b>看全文</b>　點答案下面的「全文」，或者 <code>/article 12</code>\n"
        "<b>訂閱</b>　<code>/subscribe 防汛</code>，報上有新的就告訴您\n\n"
        "<b>加粗</b>的字就是回答問題的地方。答案全是報上的原文，一個字也沒改。\n\n"
        "沒找到？試試換個說法，或者只發關鍵的名字和詞。名字打錯一兩個字、用簡體字或繁體字，都沒關係。"
    ),
    "help_group": (
        "<b>在群裡這樣問</b>\n\n"
        "· <code>@{bot} 防汛值班電話是多少？</code>\n"
        "· <code>/search@{bot} 防汛</code>\n"
        "· 回覆我的訊息，接著問\n\n"
        "別的時候我不出聲。想慢慢看，可以和我私聊。"
    ),
    # --- citations
    "bulletin": "《{name}》",
    "reference": "（{word}：{name}）",
    "bulletin_unnamed": "報名不詳",
    "title": "{title}",
    "title_derived": "{title}（題目缺失，摘自正文）",
    "title_missing": "（無題）",
    "date": "{year}年{month}月{day}日",
    "date_no_year": "{month}月{day}日（年份不詳）",
    "date_unknown": "日期不詳",
    "issued": "{date}出版",
    "page": "{page}版",
    "days_between": "{first}至{last}",
    "days_since": "{first}起",
    "days_until": "到{last}為止",
    "order_uncertain": "此版文字可能有錯漏，請對照原版",
    "also": "另見{places}",
    "also_more": "其他{n}處",
    # --- answers and lists
    "answer_head": "報上是這樣寫的：",
    "page_of": "第{page}頁，共{pages}頁",
    "part_of": "第{part}部分，共{parts}部分",
    "corrected": "按「{found}」查找（您寫的是「{asked}」）。",
    "abstain_empty": "您想問什麼？發一句話給我就行，例如：<code>防汛值班電話是多少？</code>",
    "abstain_no_terms": "這句話裡沒有可以查的詞。請寫上人名、地名或者事情，例如：<code>老舊小區改造</code>",
    "abstain_no_match": "公報裡沒有寫到這件事。\n\n可以換個說法，或者只發一個關鍵的詞。",
    "abstain_weak_match": (
        "公報裡提到了一些相關的詞，但沒有能回答這個問題的原話，我不敢亂猜。\n\n"
        "可以換個問法，或者問得具體一點：誰、什麼時候、在哪裡、多少。"
    ),
    "abstain_empty_library": "這裡還沒有收錄公報，等有了再來問我吧。",
    "abstain_near": "下面幾篇也許沾邊，點開看看：",
    "search_head": "「{asked}」共{total}處，這裡是第{first}–{last}處：",
    "search_none": "公報裡沒有找到「{asked}」。\n\n換個詞，或者寫短一點試試。",
    "search_days": "按<b>{days}</b>查找。",
    "search_bad_date": "「{value}」我看不懂是哪一天。日期可以這樣寫：<code>防汛 日期:2024-07</code>、<code>日期:上週</code>、<code>日期:7月18日</code>、<code>日期:近三個月</code>",
    "search_empty": '「{value}」後面要寫上內容，例如：<code>防汛 來源:青硯時報</code>、<code>版:3</code>、<code>標題:颱風</code>、<code>-廣告</code>、<code>"值班電話"</code>',
    "search_open_quote": '引號要成對，例如：<code>"值班電話" 防汛</code>',
    "days_nothing": "{days}的報上沒有寫到，這是別的時間的。",
    "latest_head": "<b>最新文章</b>　點號碼看全文",
    "latest_none": "這裡還沒有收錄公報，等有了再來看吧。",
    # --- what went wrong
    "ask_what": "您想問什麼？寫在後面就行，例如：<code>@{bot} 防汛值班電話是多少？</code>",
    "search_usage": "要查什麼詞？寫在後面就行，例如：<code>/search 防汛</code>",
    "article_usage": "要看哪一篇？寫上號碼，例如：<code>/article 12</code>。看最新的：/latest",
    "article_gone": "這篇文章已經不在了，也許報紙更正過。看最新的：/latest",
    "question_too_long": "問題太長了，請控制在 {limit} 個字以內，挑要緊的問。",
    "not_text": "我只看得懂文字。把問題打成一句話發給我吧。",
    "unknown_command": "沒有這個命令。直接發問題就行，用法看 /help",
    "busy": "現在問的人有點多，請稍等一會兒再試。",
    "failed": "對不起，剛才出了點問題，沒能答上來。請再試一次。",
    "stale": "這些按鈕太久了，已經不能用。請把問題再發一遍。",
    # --- toasts
    "toast_stale": "這個按鈕太久了，請把問題再發一遍。",
    "toast_gone": "這篇文章已經不在了。",
    "toast_no_original": "原版不在這裡，沒辦法給您看。",
    "toast_first": "前面沒有了。",
    "toast_last": "後面沒有了。",
    "toast_busy": "請稍等一會兒再點。",
    "toast_failed": "出了點問題，請再試一次。",
    # --- buttons
    "button_full": "全文",
    "button_full_n": "全文 {n}",
    "button_original": "原版",
    "button_original_n": "原版 {n}",
    "button_by_date": "按日期排",
    "button_by_relevance": "按相關排",
    "button_more": "更多",
    "button_back": "上一頁",
    "button_previous_part": "上一部分",
    "button_next_part": "下一部分",
    "button_previous_article": "上一篇",
    "button_next_article": "下一篇",
    "button_untitled": "無題",
    "button_inline_more": "去私聊裡接著問",
    "button_inline_none": "沒有找到，去私聊裡問問",
    "button_inline_mistake": "日期或引號寫得不對，看看寫法",
    # --- command menu
    "command_start": "開始",
    "command_help": "怎麼用",
    "command_search": "按詞查找，例如 /search 防汛",
    "command_latest": "最新文章",
    "command_article": "看全文，例如 /article 12",
}
