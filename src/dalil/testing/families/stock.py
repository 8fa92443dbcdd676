"""Stock: names that drawn people bear, by sound (:mod:`dalil.testing.families.sound`).

Common names of the Levant, none of them anybody's whole name, in about the order of how common they are;
nothing is counted in any population. What the sounds do not tell of the Arabic spelling stands after ``=``.
"""

from typing import Final

MEN: Final = """
muHammad aHmad 3aliy HasAn=حسان maHmUd xAlid muSTafY Hasan Husayn 3abd+al+lAh=عبد_الله ibrAhIm yUsuf 3umar
samIr bassAm ayman mAzin 3imAd nabIl 3abd+al+raHmAn=عبد_الرحمن ismA3Il jamAl SAliH=صالح HusAm TAriq ziyAd
wA'il sAmir firAs 3Amir rAmiy fAdiy hAniy bilAl mu'ayyad anas mAhir nizAr marwAn ra'fat 3abd+al+karIm
3abd+al+qAdir 3abd+al+salAm 3abd+al+3azIz 3abd+al+razzAq 3abd+al+HamId 3abd+al+laTIf 3abd+al+majId
3abd+al+Ganiy 3abd+al+raHIm 3abd+al+fattAH 3abd+al+hAdiy 3abd+al+jabbAr 3abd+al+wahhAb 3abd+al+mun3im
3abd+al+nASir SalAH+al+dIn nUr+al+dIn $ams+al+dIn 3izz+al+dIn badr+al+dIn xayr+al+dIn 3alA'+al+dIn jihAd
yAsir mUsY 3IsY sulaymAn dAwud hArUn idrIs ya3qUb yUnus zakariyyA yaHyY ilyAs ayyUb luqmAn $u3ayb isHAq
Hu*ayfap qAsim jAsim hA$im 3uvmAn 3amr=عمرو sa3Id sa3d su3Ud mas3Ud as3ad sAlim salIm salmAn salAmap kAmil
kamAl jamIl jalAl jawAd karIm kAZim ra$Id rA$id ra$Ad riDA riDwAn riyAD rafIq ramaDAn rajab $a3bAn rabI3
xamIs jum3ap 3Id xalIl xalaf xaDir xalIfap HamId HAmid Hamad HamdAn Hamzap HabIb HAtim HAfiZ HasIb Hikmap
Haydar fAris fArUq fADil fAyiz fu'Ad fatHiy faraj farHAn farId fawwAz fahd faySal faxriy fikriy mAjid mAlik
mamdUH mu3ammar mu3tazz mu3A* ma'mUn mubArak majd majdiy muHsin murAd mar3iy munIr mun*ir manSUr muhannad
mahdiy nAjiy nAdir nASir nAZim nAyif najIb najm na*Ir naSIf niDAl na3Im na3sAn nihAd nawfal hAdiy hAni'
hi$Am hilAl hayvam walId wisAm wasIm wajIh wadI3 yAsIn yazan 3Adil 3Arif 3ASim 3abbUd 3abbAs 3adnAn 3udayy
3urwap 3azzAm 3izzap=عزت 3iSAm 3ammAr 3awwAd 3awaD GAziy GAlib GAnim GassAn GiyAv luTfiy lu'ayy qays quSayy
rA'id rAmiz ra'Uf zAhir zuhayr zayd zaydAn zakiy sAriyap sAmiy suhayl sayf $Adiy $Akir $arIf $afIq $ukriy
$ihAb $awqiy SAdiq Sabriy SubHiy SafwAn DiyA' TAhir TalAl Tahap=طه Tayyib tAmir tawfIq taysIr vA'ir vAbit
jAbir ja3far jUrj Adam usAmap akram amjad amIn amIr anwar adham ayham iyAd iHsAn adIb a$raf ba$$Ar ba$Ir
bakr badr bahA'
"""
"""Given names of men: also fathers' and grandfathers', and family names."""

WOMEN: Final = """
fATimap maryam 3A'i$ap xadIjap zaynab Aminap HalImap laylY hudY salmY salwY sanA' su3Ad samIrap sawsan rIm
ranIm rAniyA ra$A rihAm ruqayyap nUr nUrA nAdiyap najAH najwY nawAl nahlap nadY nisrIn hanA' hayfA' hind
hAlap hibap wafA' widAd yAsamIn yusrY xawlap xulUd HanAn HasnA' HayAt=حياة dalAl du3A' zakiyyap zahrap
zahiyyap sArap sAmiyap sihAm saHar samar $Adiyap $ahIrap SabAH SafA' DuHY ZarIfap 3Abidap 3afAf 3alyA'
3azIzap GAdap GAliyap fAdiyap fAyizap fAtin fuTaym fawziyyap karImap kawkab lInA lamIs lamyA' mAjidap manAl
munY munIrap maysA' maysUn mahA amal AmAl amIrap asmA' ImAn ibtisAm ilhAm badI3ap ba$Irap bAsimap vurayyA
jamIlap nAhid
"""
"""Given names of women: mothers bear them."""

FAMILIES: Final = """
Halabiy $Amiy HimSiy Hamawiy dima$qiy idlibiy HawrAniy dayriy raqqAwiy lA*iqAniy TarTUsiy jablAwiy tadmuriy
ma3arrAwiy bAbiy manbijiy jisriy nabkiy yabrUdiy dArAniy dUmAniy HarastAniy 3irbIniy zamlakAniy zabadAniy
maydAniy SAliHAniy qunayTriy jawlAniy suwaydAwiy sarmIniy qalamUniy Hasakiy qAmi$liy 3ifrIniy baGdAdiy
mawSiliy turkiy kurdiy maSriy maGribiy tUnisiy hindiy fArisiy rUmiy qudsiy nAbulsiy SafadiyY=صفدي 3irAqiy
HijAziy yamaniy madaniy najjAr HaddAd xayyAT xaTIb xabbAz naHHAs SabbAG SayyAd 3aTTAr dabbAG HallAq bayTAr
sammAn laHHAm jazzAr TaHHAn saqqA qADiy muftiy xUriy qassIs HakIm ra'Is za3Im sA3Atiy qahwajiy xAnjiy bannA
Haffar=حفار fallAH HaSSAd jammAl baqqAl fawwAl qaTTAn kattAn SAbUniy mallAH raqqAq dahhAn SAyiG qabbAniy
atAsiy rifA3iy kIlAniy kayyAliy sibA3iy HarIriy za3biy miqdAd masAlimap maHAmId qaddAH jundiy 3aqIl $ihAbiy
azhariy bakriy 3umariy 3uvmAniy 3alawiy hA$imiy qura$iy anSAriy tamImiy jubUriy dulaymiy $ammariy 3ukaydiy
baqqArap nu3aymiy TA'iy HadIdiy 3ubayd sulTAn barakAt 3arafAt aTlas asad dIb nimr 3uqAb naSr Saqr $AhIn bAz
GazAl 3uSfUr 3aqqAd daqqAq $a33Ar TayyAr naqqA$ rassAm SarrAf qandaqjiy murAdiy muZhir mAliH qaSSAb
SayrafiyY=صيرفي tillAwiy nAbulusiy=نابلسي sukkar 3asaliy zaytUniy tuffAHiy rummAniy tIniy 3inabiy qamHiy
milHiy Hajjar=حجار Tawwiyl=طويل qaSIr samIn na3nA3 ward yAsmIniy 3anbariy miskiy bunniy abyaD=أبيض
aswad=أسود aHmar a$qar azraq zarqA' HamrA' sawdAniy Haba$iy buxAriy afGAniy albAniy arnA'UT $arkasiy
dAGistAniy qubrusiy sUdAniy lubnAniy bayrUtiy TarAbulusiy SaydAwiy baqA3iy kUraniy Horaniy=حوراني jazA'iriy
wahrAniy fAsiy
"""
"""Family names by place, trade, house and look; most are written with an article."""
