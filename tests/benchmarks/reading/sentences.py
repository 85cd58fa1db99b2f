"""Rows: sentences join to their paragraph, and end where they should.

A sentence ends at 。！？ with the quotes and brackets that close behind it, also inside a quotation, so that each
can be quoted; not at ；, ……, a colon or a decimal point. Paragraphs are put together from lines whose ends are
marked by hand; the generator's pages are scored beside them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from retrieval.text.sentences import sentences
from tests.benchmarks.reading.material import Material
from tests.benchmarks.reading.readers import segtext
from tests.benchmarks.reading.scoring import score
from tests.benchmarks.reading.table import Row

# The end of a line is the end of a sentence, and | marks those within it.
HARD = """
会议指出，要压实责任；要补齐短板；要守住底线。
“河水清了，散步的人多了。”|居民姚一宁说。
居民姚一宁说：“河水清了。|散步的人也多了。”
“水清了！”|“鱼也回来了！”|孩子们喊道。
他问：“谁说‘不行’？|我看行。”
他说：“老师讲过‘学而时习之，不亦说乎？’|我一直记得。”
他念道：“横幅上写着‘河长制，从我做起！’”
总投资3.6亿元，同比增长12.5%。
全程42.195公里，用时2:36:08。
这条路，他走了三十年……终于通了车。
“让我想想……”他没有再说下去。
真没想到！！
这能行吗？！|能行！
《河道管理办法（试行）》自3月5日起施行。
（以上数据由区统计局提供。）
谁来修？|怎么修？|修多久？
系统升级到V2.1.3版后，网址是www.example.cn。
办理网址：https://example.cn/apply?id=3，全天开放。
“三会一课”“四议两公开”等制度逐步落实。
区委书记强调：一要快；二要准；三要实。
“这事儿，成！”|老李一拍大腿，“明天就干。”
请拨打电话0371—5550119咨询。
会议还审议了《关于“十四五”规划的意见》。
“您几点来？”|“八点。”|两人约好了时间。
时间为9∶00—17∶00，地点在三楼（电梯出门左转）。
Wi-Fi名称是“QingYan Free”，密码为空。
什么叫“最后一公里”？|就是从会场到田头。
【通知】明日停水。|请市民储水。
一是抓项目；二是抓环境（含“放管服”改革）；三是抓作风。
"""


def rows(material: Material) -> Iterator[Row]:
    """Yield whether sentences join to their paragraph, and how well their ends are found."""
    n_joined = n = hits = found = wanted = 0
    for parts in _paragraphs(material.seeds):
        text = "".join(parts)
        spans = sentences(text)
        ends = {len("".join(parts[: k + 1])) for k in range(len(parts))}
        ours = {span.end for span in spans}
        n += 1
        n_joined += "".join(span.of(text) for span in spans) == text
        hits, found, wanted = hits + len(ends & ours), found + len(ours), wanted + len(ends)
    yield Row("hard sentences", "joined are the paragraph", n_joined / n, 1.0)
    yield Row("hard sentences", "boundary F1", 2 * hits / (found + wanted), 0.99)
    folders = material.texts()
    seen, peer = score(folders)["sentence_F1"], score(folders, segtext)["sentence_F1"]
    yield Row("sentences of new pages", "boundary F1", seen, 0.99, peers={"segtext": peer})


def _paragraphs(seeds: tuple[str, ...]) -> Iterator[list[str]]:
    lines = HARD.strip().split("\n")
    for seed in seeds:
        dice = random.Random(f"sentences/{seed}")
        for _ in range(500):
            yield [part for line in dice.choices(lines, k=dice.randint(1, 6)) for part in line.split("|")]
