"""What Arabic says for a place, besides its name: its capital, its people, its by-names.

English names in here are those of the glossary; a line about a place that the glossary in use does not list is idle.
"""

from mujaz.arabic.clitics import fold

# A government is called by its capital, a capital "the Iraqi capital".
_CAPITALS = """
Damascus: Syria; Beirut: Lebanon; Baghdad: Iraq; Amman: Jordan; Cairo: Egypt; Khartoum: Sudan; Tripoli: Libya; Tunis: Tunisia باب+عمود باب+عامود
Algiers: Algeria; Rabat: Morocco; Nouakchott: Mauritania; Riyadh: Saudi Arabia; Manama: Bahrain; Doha: Qatar; Muscat: Oman
Abu Dhabi: United Arab Emirates; Sanaa: Yemen; Tehran: Iran; Ankara: Turkey; Kabul: Afghanistan; Islamabad: Pakistan
New Delhi: India; Delhi: India; Dhaka: Bangladesh; Kathmandu: Nepal; Beijing: China; Tokyo: Japan; Pyongyang: North Korea
Seoul: South Korea; Taipei: Taiwan; Hanoi: Vietnam; Bangkok: Thailand; Jakarta: Indonesia; Kuala Lumpur: Malaysia
Manila: Philippines; Moscow: Russia; Kyiv: Ukraine; Minsk: Belarus; Warsaw: Poland; Prague: Czech Republic; Budapest: Hungary
Bucharest: Romania; Sofia: Bulgaria; Belgrade: Serbia; Athens: Greece; Rome: Italy; Paris: France; Berlin: Germany
London: Britain; London: United Kingdom; London: England; Dublin: Ireland; Brussels: Belgium; Brussels: Europe
Amsterdam: Netherlands; The Hague: Netherlands; Vienna: Austria; Madrid: Spain; Lisbon: Portugal; Stockholm: Sweden
Oslo: Norway; Copenhagen: Denmark; Helsinki: Finland; Tallinn: Estonia; Sarajevo: Bosnia and Herzegovina; Astana: Kazakhstan
Tashkent: Uzbekistan; Baku: Azerbaijan; Yerevan: Armenia; Tbilisi: Georgia; Nicosia: Cyprus; Washington: United States
Washington: America; Ottawa: Canada; Havana: Cuba; Caracas: Venezuela; Bogota: Colombia; Brasilia: Brazil; Lima: Peru
Buenos Aires: Argentina; Santiago: Chile; Mogadishu: Somalia; Addis Ababa: Ethiopia; Asmara: Eritrea; Nairobi: Kenya
Kampala: Uganda; Kigali: Rwanda; Bamako: Mali; Niamey: Niger; N'Djamena: Chad; Ouagadougou: Burkina Faso; Dakar: Senegal
Abuja: Nigeria; Bangui: Central African Republic; Kinshasa: Democratic Republic of the Congo; Kinshasa: Congo
Harare: Zimbabwe; Pretoria: South Africa; Juba: South Sudan; Jerusalem: Israel; Jerusalem: Palestine; Tel Aviv: Israel
Ramallah: Palestine; Gaza: Palestine; West Bank: Palestine
"""

# Peoples whose plural is a word of its own, names under another spelling, teams' and lands' by-names. A plus: both words.
_MORE = """
Afghanistan: أفغان
Africa: قارة صحراء سمراء أفارقة أفريقي
Albania: ألبان
Aleppo: شهباء
Alexandria: سكندري
Algeria: خضر
America: أمريكان أميركان هنود يانكي
Antarctica: قطب
Arctic: قطب متجمد
Armenia: أرمن
Austria: نمساوي
Azerbaijan: أذري
Bahrain: مملكة بحارنة
Bangladesh: بنغال بنجال
Basra: بصراوي بصري
Bosnia and Herzegovina: بوسني بشناق
Brazil: سامبا سيليساو
Britain: إنجليز إنكليز داونينغ
Brussels: بروكسيل
Bulgaria: بلغار
Casablanca: بيضاوي بيضاء
Central Asia: وسط+آسيا
Chechnya: شيشان
China: تشاينا خزف صينية
Congo: كونغولي
Croatia: كروات
Cyprus: قبارصة
Czech Republic: تشيك تشيخ
Damascus: شام دماشقة فيحاء باب+عمود باب+عامود
Denmark: دانمارك
Eastern Europe: شرق+أوروبا شرق+أوربا
Egypt: محروسة كنانة فراعنة صعيد فرعون
England: إنجليز إنكليز مانش
English: إنجليز إنكليز مانش
Ethiopia: حبشة أحباش
Europe: يورو قارة
Finland: فنلندي
French: رولان
Gaza Strip: قطاع غزة
Gaza: قطاع
Geneva: ليمان
Germany: ألمان جرمان مانشافت
Greece: إغريق روم
Greenland: غرينلاند
Guinea: غيني
Hebron: خليلي
Holy See: فاتيكان كرسي بابا
Homs: حماصنة
India: هنود
Iran: فرس فارسي
Iraq: رافدين
Ireland: إيرلندي
Israel: عبري احتلال صهيون كيان
Italy: طليان أتزوري
Ivory Coast: عاج إيفواري
Jaffa: باب+خليل
Japan: يابان
Jerusalem: مقدس مقادسة أورشليم أقصى
Jordan Valley: أغوار غور وادي+أردن
Jordan: مملكة نشامى
Kazakhstan: كازاخ
Kurdish: أكراد كرد بيشمركة
Kurdistan: أكراد كرد بيشمركة
Kyrgyzstan: قرغيز
Lebanon: أرز
Mecca: حرم حرمين مكي كعبة مشاعر
Medina: حرم حرمين نبوي مدني مدينة
Mediterranean: متوسط
Mongolia: مغول منغول
Morocco: مملكة مغاربة
Mosul: حدباء مواصلة
Myanmar: بورمي
Nagorno-Karabakh: كاراباخ قره+باغ قرة+باغ
Netherlands: هولندي
Niger: نيجري
North Korea: كوري
North Macedonia: مقدوني
Palestine: أراضي+محتلة ضفة غزة قدس
Peru: بيروفي
Portugal: برتغالي
Qatar: عنابي
Romania: رومان
Rome: رومان
Russia: روس كرملين
Saudi Arabia: مملكة أخضر حرمين
Scotland: إسكتلندي أسكتلندي
Serbia: صرب
Slovakia: سلوفاك
Slovenia: سلوفين
Somalia: صومال
South Africa: جنوب+إفريقيا
South Korea: كوري
Soviet Union: سوفيات سوفيت سوفييت
Spain: إسبان أسبان
St. Petersburg: بطرسبورغ بطرسبرغ
Sudan: سودان
Sweden: سويدي
Syria: شام
Tajikistan: طاجيك
Thailand: تايلندي
Togo: توغولي
Tunisia: خضراء
Turkey: أتراك ترك عثماني ديك حبش
Turkmenistan: تركمان
Ukraine: أوكران
United Kingdom: إنجليز إنكليز مملكة
United States: أمريكان أميركان هنود بيت+أبيض بنتاغون كونغرس سام فدرالي فيدرالي
Uzbekistan: أوزبك
Vatican: كرسي بابا حبر
Washington: بيت+أبيض
West Bank: ضفة
Western Sahara: صحراء
Yemen: يماني
"""


def capitals() -> list[tuple[str, str]]:
    """Each capital with its country."""
    rows = _CAPITALS.strip().replace("\n", "; ").split("; ")
    return [(city, country) for city, country in (row.split(": ") for row in rows)]


def by_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Of each place the other Arabic for it, folded: one of these, all of its words."""
    rows = (line.split(": ") for line in _MORE.strip().splitlines())
    return {
        english: tuple(tuple(fold(word) for word in one.split("+")) for one in arabic.split())
        for english, arabic in rows
    }
