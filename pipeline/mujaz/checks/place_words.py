"""What Arabic says for a place, besides its name: its capital, its people, its by-names.

English names in here are those of the glossary; a line about a place that the glossary in use does not list is idle.
"""

from mujaz.arabic.clitics import fold

# Before the bar what stands for its land's government (and "the Iraqi capital" for it), after it what else lies there:
# "Yemen's Jawf" for «الجوف».
_LANDS = """
Afghanistan: Kabul | Kandahar, Kunduz, Helmand;
Algeria: Algiers | Oran, Constantine, Tizi Ouzou, Tindouf;
America: Washington;
Argentina: Buenos Aires;
Armenia: Yerevan;
Australia:  | Sydney, Melbourne, Queensland;
Austria: Vienna;
Azerbaijan: Baku;
Bahrain: Manama;
Bangladesh: Dhaka;
Belarus: Minsk;
Belgium: Brussels;
Bosnia and Herzegovina: Sarajevo;
Brazil: Brasilia | Rio de Janeiro;
Britain: London | Manchester, Oxford, England, Scotland, Northern Ireland;
Bulgaria: Sofia;
Burkina Faso: Ouagadougou;
Canada: Ottawa | Toronto, British Columbia;
Central African Republic: Bangui;
Chad: N'Djamena;
Chile: Santiago;
China: Beijing | Shanghai, Wuhan;
Colombia: Bogota;
Congo: Kinshasa;
Cuba: Havana;
Cyprus: Nicosia;
Czech Republic: Prague;
Democratic Republic of the Congo: Kinshasa | Goma;
Denmark: Copenhagen | Greenland;
Egypt: Cairo | Alexandria, Sinai, El-Arish, Sharm el-Sheikh, Luxor, Aswan, Port Said, North Sinai, Heliopolis, Suez
Canal, Tahrir Square;
England: London;
Eritrea: Asmara;
Estonia: Tallinn;
Ethiopia: Addis Ababa | Tigray, Renaissance Dam;
Europe: Brussels;
Finland: Helsinki;
France: Paris | Marseille, Strasbourg, Lyon;
Georgia: Tbilisi;
Germany: Berlin | Munich, Frankfurt, Hamburg, Leipzig;
Greece: Athens;
Hungary: Budapest;
India: New Delhi, Delhi | Mumbai, Kerala, Punjab;
Indonesia: Jakarta;
Iran: Tehran | Isfahan, Natanz, Fordo;
Iraq: Baghdad | Kurdistan, Mosul, Nineveh, Basra, Erbil, Kirkuk, Sulaymaniyah, Dohuk, Sinjar, Tal Afar, Sharqat,
Hawija, Fallujah, Anbar, Tikrit, Samarra, Baiji, Diyala, Salahuddin, Karbala, Najaf, Nasiriyah, Dhi Qar, Diwaniyah,
Maysan, Sadr City, Tuz Khurmatu, Zakho, Iraqi Kurdistan, Qayyarah, Ramadi, Baqubah, Qaim, Green Zone, Kadhimiya,
Karrada, Bashiqa, Qaraqosh, Hamdaniya, Makhmur, Ain al-Asad;
Ireland: Dublin;
Israel: Jerusalem, Tel Aviv | Haifa, Jaffa, Acre, Nazareth, Beersheba, Eilat, Ashkelon, Negev, Galilee, Kerem Shalom;
Italy: Rome | Milan, Sicily, Lampedusa, Venice;
Japan: Tokyo;
Jordan: Amman;
Kazakhstan: Astana;
Kenya: Nairobi | Mombasa;
Lebanon: Beirut | southern suburbs, Sidon, Baalbek, Nabatieh, Bint Jbeil, Marjayoun, Zahle, Hermel, Beirut's southern
suburbs, Tyre, Bekaa, Arsal, Akkar, Khiam, Naqoura, Aita al-Shaab, Kfar Kila, Mays al-Jabal, Maroun al-Ras, Ain
al-Hilweh, Baabda, Shebaa Farms, Tripoli, southern Lebanon;
Libya: Tripoli | Benghazi, Misrata, Sirte, Derna, Tobruk, Sabha, Zintan, Zuwara, Sabratha, Tarhuna, Bani Walid,
Ajdabiya, Kufra, Zawiya, Ras Lanuf, Jufra, Tawergha;
Malaysia: Kuala Lumpur;
Mali: Bamako | Timbuktu, Kidal;
Mauritania: Nouakchott | Nouadhibou;
Morocco: Rabat | Western Sahara, Casablanca, Marrakesh, Tangier, Fez, Agadir, Al Hoceima, Chefchaouen, Meknes,
Laayoune, Kenitra, Tanger Med, Jerada;
Nepal: Kathmandu;
Netherlands: Amsterdam, The Hague;
Niger: Niamey;
Nigeria: Abuja | Lagos;
North Korea: Pyongyang;
Norway: Oslo;
Oman: Muscat;
Pakistan: Islamabad | Karachi, Peshawar, Lahore;
Palestine: Jerusalem, Ramallah, Gaza, West Bank | East Jerusalem, Jericho, Gaza Strip, Khan Younis, Rafah, Jabalia,
Beit Lahia, Beit Hanoun, Deir al-Balah, Nuseirat, Bureij, Nablus, Jenin, Tulkarm, Qalqilya, Hebron, Bethlehem,
Maghazi, Shujaiya, Zeitoun, Rimal, Tal al-Hawa, Shati camp, Mawasi, Rafah crossing, Shifa Hospital, Al-Aqsa Mosque,
Sheikh Jarrah;
Peru: Lima;
Philippines: Manila;
Poland: Warsaw;
Portugal: Lisbon;
Qatar: Doha;
Romania: Bucharest;
Russia: Moscow | St. Petersburg, Sochi, Chechnya;
Rwanda: Kigali;
Saudi Arabia: Riyadh | Jeddah, Mecca, Medina, Dammam, Najran, Jazan, Abha, Taif, Tabuk, Khamis Mushait;
Senegal: Dakar;
Serbia: Belgrade;
Somalia: Mogadishu | Somaliland, Puntland;
South Africa: Pretoria | Johannesburg, Cape Town;
South Korea: Seoul;
South Sudan: Juba;
Spain: Madrid | Catalonia, Barcelona, Ceuta, Melilla;
Sudan: Khartoum | Blue Nile, White Nile, Omdurman, Khartoum North, Port Sudan, El Fasher, El Geneina, Nyala, Darfur,
Kordofan, Wad Madani, Atbara, Kassala, Gedaref, Sennar, North Darfur, South Darfur, West Darfur, South Kordofan, North
Kordofan, El Obeid, Abyei, Zamzam camp;
Sweden: Stockholm;
Switzerland:  | Geneva, Lausanne, Zurich;
Syria: Damascus | Damascus countryside, Aleppo, Idlib, Homs, Hama, Latakia, Tartus, Deir al-Zor, Raqqa, Hasakah,
Qamishli, Daraa, Sweida, Quneitra, Golan, Palmyra, Kobani, Ain al-Arab, Afrin, Manbij, Azaz, Tal Rifaat, Tal Abyad,
Ras al-Ain, Ain Issa, Albu Kamal, Mayadin, Douma, Daraya, Eastern Ghouta, Harasta, Maarat al-Numan, Khan Sheikhoun,
Saraqib, Jisr al-Shughur, Kafr Nabl, Yarmouk camp, Qardaha, Jableh, Banias, Mahardah, Suqaylabiyah, Rastan, Talbiseh,
Atarib, Jarablus, Bab, Marea, Western Ghouta, Jobar, Arbin, Zabadani, Madaya, Fuaa, Kefraya, Qusayr, Qalamoun,
Sarmada, Bab al-Hawa, Tanf, Rukban, Hol camp, Hmeimim, Salamiyah;
Taiwan: Taipei;
Thailand: Bangkok;
Tunisia: Tunis | Sfax, Sousse, Kasserine, Sidi Bouzid, Kairouan, Ben Guerdane;
Turkey: Ankara | Istanbul, Izmir, Antakya, Gaziantep, Diyarbakir, Adana, Kilis, Incirlik;
Uganda: Kampala;
Ukraine: Kyiv | Kharkiv, Donetsk, Luhansk, Mariupol, Odesa, Kherson, Zaporizhzhia, Bakhmut, Crimea, Donbas;
United Arab Emirates: Abu Dhabi | Dubai, Sharjah;
United Kingdom: London;
United States: Washington | New York, Los Angeles, California, Florida, Texas, Chicago, Boston, Miami, Denver, Dallas,
Hawaii, Oregon, Virginia, Colorado, Arizona, Michigan, Pennsylvania;
Uzbekistan: Tashkent | Samarkand;
Venezuela: Caracas;
Vietnam: Hanoi;
Yemen: Sanaa | Aden, Hodeidah, Taiz, Marib, Saada, Shabwa, Hadramawt, Mukalla, Abyan, Lahj, Dhale, Socotra, Hajjah,
Mokha, Nihm, Bayda;
Zimbabwe: Harare
"""

# Peoples whose plural is a word of its own, names under another spelling, teams' and lands' by-names. A plus: both
# words; a minus: not this one.
_MORE = """
Abu Dhabi: ظبياني
Acre: فدان أكر
Afghanistan: أفغان طالبان
Africa: قارة صحراء سمراء أفارقة أفريقي
Albania: ألبان
Aleppo: شهباء
Alexandria: سكندري إسكندراني
Algeria: خضر صحراء
America: أمريكان أميركان هنود يانكي
Antarctica: قطب متجمد
Arabian Gulf: خليج
Arctic: قطب متجمد
Argentina: تانغو ألبيسيليستي
Armenia: أرمن
Atlantic Ocean: أطلسي أطلنطي
Australia: كنغر كنغارو
Austria: نمساوي
Azerbaijan: أذري آذري
Bahrain: مملكة بحارنة أحمر
Baltic Sea: بلطيق
Bangladesh: بنغال بنجال
Barcelona: برشا بارسا كتالون
Basra: بصراوي بصري
Belgium: شياطين
Bosnia and Herzegovina: بوسني بشناق
Brazil: سامبا سيليساو
Britain: إنجليز إنكليز داونينغ
Brussels: بروكسيل
Bulgaria: بلغار
Burkina Faso: بوركين
Cairo: أم+دنيا
Cameroon: غير+مروض
Casablanca: بيضاوي بيضاء
Caspian Sea: قزوين
Central Asia: وسط+آسيا
Chechnya: شيشان
Chile: شيلي
China: تشاينا خزف صينية تنين تشينا
Congo: كونغولي
Croatia: كروات كرواسي
Cuba: كوب
Cyprus: قبارصة
Czech Republic: تشيك تشيخ
Damascus: شام دماشقة فيحاء باب+عمود باب+عامود
Denmark: دانمارك
Eastern Europe: شرق+أوروبا شرق+أوربا
Egypt: محروسة كنانة فراعنة صعيد فرعون أم+دنيا
El Obeid: عبيد
England: إنجليز إنكليز مانش أسود+ثلاثة بريميير بريمير
English: إنجليز إنكليز مانش
Estonia: استوني
Ethiopia: حبشة أحباش
Europe: يورو قارة
Fez: طربوش
Finland: فنلندي فنلاند
France: ديوك إليزيه
French: رولان
Gaza Strip: قطاع غزة
Gaza: قطاع
Geneva: ليمان
Georgia: كرج
Germany: ألمان جرمان مانشافت بوندستاغ بوندسليغا
Ghana: نجوم+سوداء
Greece: إغريق روم
Greenland: غرينلاند
Guinea: غيني
Hebron: خليلي
Holy See: فاتيكان كرسي بابا
Homs: حماصنة
Iceland: إيسلند ايسلاند
India: هنود إنديا
Indonesia: سومطر سولاويسي سولاويزي جاوة
Iran: فرس فارسي جمهورية+إسلامي حرس+ثوري
Iraq: رافدين
Ireland: إيرلندي
Irish: آيريش
Israel: عبري احتلال صهيون كيان موساد شاباك كنيست يسرائيل
Italy: طليان أتزوري
Ivory Coast: عاج إيفواري أفيال
Jaffa: باب+خليل
Japan: يابان ساموراي نيكاي
Jerusalem: مقدس مقادسة أورشليم أقصى
Jordan Valley: أغوار غور وادي+أردن
Jordan: مملكة نشامى
Kazakhstan: كازاخ
Kosovo: كوسوف
Kurdish: أكراد كرد كورد كوردي كوردستان بيشمركة
Kurdistan: أكراد كرد كورد كوردي كوردستان بيشمركة
Kuwait: أزرق
Kyrgyzstan: قرغيز
Latin America: لاتيني
Latvia: ليتون
Lebanon: أرز حزب+الله
Lithuania: لتوان
London: ضباب فوتسي
Madagascar: ملغاش مدغشقري
Madrid: ريال ملكي أتليتي ميرينغي
Manchester: سيتي يونايتد
Mecca: حرم حرمين مكي كعبة مشاعر
Medina: حرم حرمين نبوي مدني مدينة
Mediterranean: متوسط
Mexico: مكسيكو
Middle East: شرق
Milan: إنتر روسونيري نيراتزوري
Mongolia: مغول منغول
Morocco: مملكة مغاربة أطلس
Mosul: حدباء مواصلة
Munich: بايرن بافاري
Myanmar: بورمي
Nagorno-Karabakh: كاراباخ قره+باغ قرة+باغ
Netherlands: هولندي طواحين داتش
New York: مانهاتن منهاتن وول+ستريت
New Zealand: نيوزلاند
Niger: نيجري
Nigeria: نسور+خضر بوكو
North Korea: كوري+-جنوبي
North Macedonia: مقدوني
Norway: نروج نرويج
Oman: سلطنة سلطاني
Pacific Ocean: هادئ هادي
Palestine: أراضي+محتلة ضفة غزة قدس حماس سلطة
Palestinian territories: أراضي فلسطيني
Paraguay: باراغواني
Paris: نور إليزيه
Peru: بيروفي
Polish: تلميع صقل
Portugal: برتغالي
Qatar: عنابي إمارة دوحة قطر
Romania: رومان
Rome: رومان
Russia: روس كرملين
Saudi Arabia: مملكة أخضر حرمين
Scotland: إسكتلندي أسكتلندي اسكوتلند
Senegal: تيرانغا
Seoul: سول
Serbia: صرب
Slovakia: سلوفاك
Slovenia: سلوفين
Somalia: صومال حركة+شباب
South Africa: جنوب+إفريقيا
South America: لاتيني
South Korea: كوري+-شمالي شمشون
Soviet Union: سوفيات سوفيت سوفييت
Spain: إسبان أسبان ماتادور ليغا
St. Petersburg: بطرسبورغ بطرسبرغ
Sudan: سودان دعم+سريع
Suez Canal: قناة
Sweden: سويدي
Syria: شام سيريا
Tajikistan: طاجيك
Thailand: تايلندي تاي
The Hague: هاغ
Togo: توغولي
Tunisia: خضراء قرطاج
Turkey: أتراك ترك عثماني ديك حبش أناضول
Turkmenistan: تركمان
Tyre: سور إطار
Ukraine: أوكران أكران
United Kingdom: إنجليز إنكليز مملكة يو+كي يو+كيه
United States: أمريكان أميركان هنود بيت+أبيض بنتاغون كونغرس سام فدرالي فيدرالي يو+إس
Uruguay: أورغواي أوروغوياني أوروغواني
Uzbekistan: أوزبك
Vatican: كرسي بابا حبر
Washington: بيت+أبيض
West Bank: ضفة
Western Sahara: صحراء صحراوي
Yemen: يماني حوثي أنصار+الله
"""


def lands() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each land with its capitals, and with the other places in it that a glossary may list."""
    found = []
    for row in " ".join(_LANDS.split()).split("; "):
        land, _, places = row.partition(":")
        seats, _, others = places.partition("|")
        found.append((land, _names(seats), _names(others)))
    return found


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def by_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Of each place the other Arabic for it, folded: one of these, with all of its words but none after a minus."""
    rows = (line.split(": ") for line in _MORE.strip().splitlines())
    return {
        english: tuple(tuple(fold(word) for word in one.split("+")) for one in arabic.split())
        for english, arabic in rows
    }
