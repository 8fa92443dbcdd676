"""Make `src/dalil/core/names/frequency_table.py` from the open name lists.

Usage: python training/names/make_frequencies.py FOLDER_OF_LISTS > src/dalil/core/names/frequency_table.py

Which names are Arabic given and family names is said by the list below, which was written by hand; how common
each is comes from the counts of `wd_arabic_64.tsv` and `wd_arabic_16.tsv` (CC0, made from Wikidata labels).
Those count people of note in every Arab country, not Syrians: a profile replaces the table where it can.
"""

import math
import sys
from collections import Counter

from dalil.core.names.folding import joined, loose

NAMES = """
محمد احمد علي حسن حسين محمود مصطفى ابراهيم اسماعيل خالد عمر عثمان يوسف يعقوب موسى عيسى هارون
داود سليمان سلمان سليم سالم سلام سلامة سامي سامر سمير سمر سميرة سعيد سعد سعود اسعد مسعود سعاد
عبدالله عبدالرحمن عبدالعزيز عبدالكريم عبدالقادر عبدالحميد عبدالمجيد عبدالغني عبدالناصر
عبدالسلام عبداللطيف عبدالوهاب عبدالحليم عبدالرزاق عبدالحق عبدالرحيم عبدالجبار عبدالهادي
عبدالباسط عبدالفتاح عبدالملك عبدالمنعم جمال كمال جميل كامل جابر جاسم جعفر جهاد جورج جوزيف جلال
جواد حافظ حاتم حامد حميد حمد حمدان حمزة حسام حسان حسني حسيب حيدر حكمت حليم حنا حبيب حرب خليل
خضر خلف خليفة خميس خير خيري درويش ديب ذياب ربيع رامي رامز رائد راشد رشيد رشاد رضا رضوان رياض
رفيق رفعت رمضان رؤوف زكريا زكي زياد زيد زيدان زاهر زهير زينب زين سارة سلمى سلوى سناء سهام سهيل
سوسن سيف شادي شاكر شريف شعبان شفيق شكري شهاب شوقي صالح صلاح صباح صبري صبحي صادق صفوان صلاحالدين
ضياء طارق طاهر طلال طه عادل عارف عاصم عامر عباس عبد عدنان عدي عزيز عزت عصام عماد عمار عمرو عواد
عوض عيد عايدة عائشة غازي غالب غانم غسان غياث فادي فارس فاروق فاضل فاطمة فايز فتحي فداء فراس فرج
فرحان فريد فواز فؤاد فهد فيصل قاسم قصي قيس كريم لطفي لؤي ليلى لينا ماجد مازن مالك ماهر مأمون
مبارك مجد مجدي محسن مراد مرعي مروان مريم معاذ معتز معن ممدوح منذر منصور منى منير مهند مهدي
ميشال ناجي نادر ناصر ناظم نايف نبيل نجيب نذير نزار نسرين نصر نضال نعيم نهاد نور نوري نورالدين
نوفل هادي هاشم هاني هدى هشام هلال هند هيثم وائل وليد وسام وسيم وفاء ياسر ياسين يحيى يزن يونس
أنس أنور أيمن أيهم أسامة أكرم أمجد أمين أمينة أميرة أمير إياد إيهاب إحسان إدريس إلياس أيوب أشرف
أديب بدر بسام بشار بشير بكر بلال بهاء تامر توفيق تيسير ثائر ثابت حلبي شامي حمصي حموي دمشقي مصري
بغدادي عراقي تركي كردي حوراني ديري ادلبي تونسي مغربي هندي فارسي رومي نجار حداد خياط خطيب شيخ
حاج قاضي صباغ عطار خوري دباغ حلاق بيطار سمان لحام جزار طحان خباز نحاس زعبي رفاعي جاسر جبوري
دليمي عبيد عبود عزام عطية عقاد عساف اتاسي اسد بكري حريري حمود جندي خطاب رجب زعيم سباعي سقا سيد
شعار شهابي صافي صابوني طيب عثماني عظم عمري غزالي قباني قدسي كيالي كيلاني مالح محمدي مدني ملا
نابلسي نعسان هاشمي يازجي زغبي
ثامر نوال رنا رنيم ريم رشا رولا روان لمى لمياء لبنى دعاء دلال ديمة دانا إيمان أماني أمل باسل باسم باسمة
بسمة بيان تهاني جمانة حازم حسناء حلا حنان خديجة خولة دنيا ديانا رامية رغد رهف رويدة رحاب سماح سهى سهير
شيماء شذى شهد صفاء صفية ضحى عبير عفاف عليا غادة غفران فاتن فرح فريال قمر كوثر لطيفة مايا مجدولين مروة
مها ميساء ميسون نادية نجاح نجوى نجلاء نورا هاجر هالة هبة هيفاء هيام وداد وردة وعد ياسمين يسرى رؤى آية
أسماء إسراء آلاء ابتسام اعتدال الهام انصاف بتول بدرية بشرى ثناء جميلة حورية خلود رقية روضة زهرة زهراء
سحر سكينة سميحة صباح عزيزة عطاف غصون فوزية فايزة ماجدة منيرة ناهد نعيمة هناء هنادي رابعة ربى رزان
أدهم أوس أويس أصيل آدم آزاد إسلام براء جمعة جودت جوان حذيفة خلدون دياب راغب رائف رافع رزق رمزي زاهي
زيدون سائد ساري سامح سراج سفيان سلطان شحادة شيار صخر صدام صهيب ضرار طلحة ظافر عاطف عبادة عبيدة عرفان
عروة عصمت عقبة علاء عمران غيث فائق فهمي قتيبة قحطان كنان كرم كفاح لقمان مثنى مجاهد مصعب مضر مطيع
معاوية معمر مفيد مقداد منتصر منيب مؤمن مؤيد موفق ميلاد نبراس نعمان نعمة نواف نوار همام واصل وحيد وضاح
ورد وهيب يامن يعرب يمان شهم مثقال شادن رياض هيثم مرهف برهان حسون فاضل سلوم ساطع رشدي بهجت صفوت عفيف
محيالدين نجمالدين شمسالدين عزالدين فخرالدين بدرالدين سعدالدين تقيالدين علاءالدين جمالالدين عبدالعليم
عبدالعظيم عبدالرؤوف عبدالستار عبدالخالق عبدالرزاق عبدالصمد عبدالواحد عبدالمعين عبدالمؤمن عبدالوهاب
عبدو حمدو جمو خيرو شيخو صطوف زكور بكور عليوي بركات بكار برازي جاموس جبر جبور حموي حورية خضور خلوف دروبي
دالاتي رستم رحال رحمون زيتون سكاف شحود صالحاني ضاهر طباع علوش غنام فرزات فياض قدور قطان قطيني كنج كنعان
محاميد مسالمة مقداد نحلاوي هلال هنداوي عكاش عقيلي عساف عرعور حلواني حجازي جزائري جراح تلاوي بني بلخي
امنة حليمة زكية حسنة رجاء نهلة
"""
WOMEN_COMMONEST = "فاطمة خديجة عائشة مريم زينب"
WOMEN_COMMON = """
امنة امينة حليمة هدى سعاد سميرة فوزية رقية نعيمة جميلة نوال منى سهام سناء هناء صباح ابتسام الهام وفاء نجاح
منيرة وداد رجاء كوثر اميرة حسنة هند زكية سلمى ليلى سمر
"""
COMMONEST = "محمد احمد علي حسين حسن محمود ابراهيم خالد مصطفى عبدالله يوسف عمر"
BITS_MIN, BITS_MAX, SMOOTHING = 3.0, 9.5, 0.5
BITS_COMMONEST_MAX = 5.5
"""The lists lack some of the commonest names, whose forms are held back for judging: a cap by hand."""
BITS_WOMEN_COMMONEST_MAX, BITS_WOMEN_COMMON_MAX = 6.0, 7.0
"""People of note are mostly men: by such counts the names of mothers everybody knows would be rare."""


def main(folder: str) -> None:
    counts: Counter[str] = Counter()
    for name in ("wd_arabic_16.tsv", "wd_arabic_64.tsv"):
        with open(f"{folder}/{name}", encoding="utf-8") as lines:
            for line in lines:
                _, arabic, count = line.rstrip("\n").split("\t")
                counts[loose(arabic.replace(" ", ""))] += int(count)
    chosen = {loose(name): counts[loose(name)] for name in NAMES.split()}
    spelled = {loose(name): joined(name) for name in NAMES.split()}
    total = sum(chosen.values()) + SMOOTHING * len(chosen)
    most = dict.fromkeys(chosen, BITS_MAX)
    for names, bits in (
        (COMMONEST, BITS_COMMONEST_MAX),
        (WOMEN_COMMONEST, BITS_WOMEN_COMMONEST_MAX),
        (WOMEN_COMMON, BITS_WOMEN_COMMON_MAX),
    ):
        most |= {loose(name): bits for name in names.split()}
    rows = sorted(
        (round(1000 * min(most[name], max(BITS_MIN, math.log2(total / (count + SMOOTHING))))), name)
        for name, count in chosen.items()
    )
    print(HEAD, end="")
    line = ""
    for bits, name in rows:
        item = f"{spelled[name]} {bits} "
        if len(line) + len(item) > 108:
            print(line.rstrip())
            line = ""
        line += item
    print(line.rstrip())
    print('"""')


HEAD = '''"""How rare common names are: made by `training/names/make_frequencies.py`, not edited by hand.

Names were chosen by hand; counts are those of Wikidata labels (CC0): people of note in all Arab countries,
not a census. A profile replaces the table where a better one exists.
"""

from typing import Final

VERSION: Final = "frequency-v4"

MILLIBITS_BY_NAME: Final = """
'''

if __name__ == "__main__":
    main(sys.argv[1])
