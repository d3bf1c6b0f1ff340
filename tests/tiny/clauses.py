"""The statements of the small world, drawn at random: attacks, deals, elections, matches, prices, denials."""

from dataclasses import dataclass

from tests.tiny import lexicon as words
from tests.tiny.parts import Parts


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement: verb first, subject first (as after أن), and in English; no full stop."""

    verbal: str
    nominal: str
    en: str


class Clauses(Parts):
    """Draws clauses."""

    def _clause(self) -> Clause:
        kind = self._random.choices(
            (
                self._casualties,
                self._action,
                self._meeting,
                self._deal,
                self._election,
                self._sport,
                self._economy,
                self._denial,
                self._call,
                self._movement,
                self._weather,
            ),
            weights=(22, 28, 7, 6, 7, 7, 9, 6, 6, 6, 4),
        )[0]
        return kind()

    def _casualties(self) -> Clause:
        people, fate = self._people(), self._pick(words.FATES[:2] if self._chance(0.7) else words.FATES)
        where, when = self._where(), self._when()
        incident = self._pick(words.INCIDENTS)
        tail, tail_en = f"في {incident[0]} {where[0]}{when[0]}", f"in {incident[1]} {where[1]}{when[1]}"
        verb = {1: fate[0], 2: fate[2]}.get(people.number, fate[1])
        en = f"{people.en} {'was' if people.number == 1 else 'were'} {fate[3]}"
        if fate[0] == "قتل" and people.number != 1 and self._chance(0.45):
            others = self._count(3, 99)
            return Clause(
                f"قتل {people.nominative} وأصيب {others} آخرون {tail}",
                f"{people.accusative} {verb} وأصيب {others} آخرون {tail}",
                f"{en} and {others} others wounded {tail_en}",
            )
        return Clause(
            f"{fate[0]} {people.nominative} {tail}", f"{people.accusative} {verb} {tail}", f"{en} {tail_en}"
        )

    def _action(self) -> Clause:
        subject, verb = self._speaker(), self._pick(words.VERBS)
        thing, thing_en = self._pick(list(verb.objects))
        city, country = self._pick(words.CITIES), self._pick(words.COUNTRIES)
        thing = thing.format(c=city[0], n=country.ar)
        thing_en = thing_en.format(c=city[1], n=country.en)
        prefix = "ت" if subject.feminine else "ي"
        mood = self._random.choices(("past", "not", "will", "will not"), weights=(50, 22, 16, 12))[0]
        if mood == "past":
            act, act_en = (verb.past_feminine if subject.feminine else verb.past), verb.en_past
        elif mood == "not":
            act, act_en = f"لم {prefix}{verb.jussive}", f"did not {verb.en_base}"
        elif mood == "will":
            act, act_en = f"س{prefix}{verb.imperfect}", f"will {verb.en_base}"
        else:
            act, act_en = f"لن {prefix}{verb.imperfect}", f"will not {verb.en_base}"
        when = self._future() if mood.startswith("will") else self._when()
        return Clause(
            f"{act} {subject.ar} {thing}{when[0]}",
            f"{subject.ar} {act} {thing}{when[0]}",
            f"{subject.en} {act_en} {thing_en}{when[1]}",
        )

    def _meeting(self) -> Clause:
        one, other = self._random.sample(words.COUNTRIES, 2)
        title, city, when = self._pick(words.TITLES), self._pick(words.CITIES), self._when()
        subject = f"{title[0]} ال{one.adjective}"
        rest = f"نظيره ال{other.adjective} في {city[0]}{when[0]}"
        return Clause(
            f"التقى {subject} {rest}",
            f"{subject} التقى {rest}",
            f"the {one.adjective_en} {title[1]} met his {other.adjective_en} counterpart in {city[1]}{when[1]}",
        )

    def _deal(self) -> Clause:
        one, other = self._random.sample(words.COUNTRIES, 2)
        kind = self._pick([("تجاريا", "a trade"), ("أمنيا", "a security"), ("عسكريا", "a military")])
        dual = "وقعتا" if one.feminine and other.feminine else "وقعا"
        rest, rest_en = f"اتفاقا {kind[0]}", f"{kind[1]} agreement"
        if self._chance(0.5):
            amount = self._count(2, 95)
            rest, rest_en = f"{rest} بقيمة {amount} مليون دولار", f"{rest_en} worth {amount} million dollars"
        when = self._when()
        return Clause(
            f"{'وقعت' if one.feminine else 'وقع'} {one.ar} و{other.ar} {rest}{when[0]}",
            f"{one.ar} و{other.ar} {dual} {rest}{when[0]}",
            f"{one.en} and {other.en} signed {rest_en}{when[1]}",
        )

    def _election(self) -> Clause:
        person, country = self._person(), self._pick(words.COUNTRIES)
        kind = self._pick([("الرئاسية", "presidential"), ("البرلمانية", "parliamentary")])
        share, won = self._percent(), "فازت" if person.feminine else "فاز"
        lost = "خسرت" if person.feminine else "خسر"
        if self._chance(0.25):
            rest = f"الانتخابات {kind[0]} في {country.ar}"
            return Clause(
                f"{lost} {person.ar} {rest}",
                f"{person.ar} {lost} {rest}",
                f"{person.en} lost the {kind[1]} elections in {country.en}",
            )
        rest = f"بالانتخابات {kind[0]} في {country.ar} بعد حصول{'ها' if person.feminine else 'ه'} على {share[0]} من الأصوات"
        return Clause(
            f"{won} {person.ar} {rest}",
            f"{person.ar} {won} {rest}",
            f"{person.en} won the {kind[1]} elections in {country.en} with {share[1]} of the votes",
        )

    def _sport(self) -> Clause:
        one, other = self._random.sample(words.CLUBS, 2)
        low, high, when = self._random.randint(0, 3), self._random.randint(4, 6), self._when()
        if self._chance(0.3):
            return Clause(
                f"تعادل {one[0]} مع {other[0]} {low}-{low}{when[0]}",
                f"{one[0]} تعادل مع {other[0]} {low}-{low}{when[0]}",
                f"{one[1]} drew {low}-{low} with {other[1]}{when[1]}",
            )
        score = f"{high - self._random.randint(1, 3)}-{low}" if low == 0 else f"{high}-{low}"
        rest = f"على {other[0]} {score}{when[0]}"
        return Clause(
            f"فاز {one[0]} {rest}", f"{one[0]} فاز {rest}", f"{one[1]} beat {other[1]} {score}{when[1]}"
        )

    def _economy(self) -> Clause:
        when, country = self._year() if self._chance(0.5) else self._when(), self._pick(words.COUNTRIES)
        move = self._pick(words.MOVES)
        if self._chance(0.4):
            price, amount = self._pick(words.PRICES), self._count(20, 1999)
            rest = f"إلى {amount} دولارا في {country.ar}{when[0]}"
            return Clause(
                f"{move[0]} {price[0]} {rest}",
                f"{price[0]} {move[0]} {rest}",
                f"{price[1]} {move[2]} to {amount} dollars in {country.en}{when[1]}",
            )
        rate, share = self._pick(words.RATES), self._percent()
        verb = move[1] if rate.feminine else move[0]
        rest = f"بنسبة {share[0]} في {country.ar}{when[0]}"
        return Clause(
            f"{verb} {rate.ar} {rest}",
            f"{rate.ar} {verb} {rest}",
            f"{rate.en} {move[2]} by {share[1]} in {country.en}{when[1]}",
        )

    def _denial(self) -> Clause:
        where, when = self._where(), self._when()
        if self._chance(0.5):
            tail, tail_en = f"عن الهجوم {where[0]}{when[0]}", f"for the attack {where[1]}{when[1]}"
            return Clause(
                f"لم تعلن أي جهة مسؤوليتها {tail}",
                f"أي جهة لم تعلن مسؤوليتها {tail}",
                f"no group claimed responsibility {tail_en}",
            )
        subject, other = self._speaker(), self._pick(words.COUNTRIES)
        verb = "نفت" if subject.feminine else "نفى"
        rest = f"وجود أي خلاف مع {other.ar}{when[0]}"
        return Clause(
            f"{verb} {subject.ar} {rest}",
            f"{subject.ar} {verb} {rest}",
            f"{subject.en} denied any dispute with {other.en}{when[1]}",
        )

    def _call(self) -> Clause:
        subject, where, when = self._speaker(), self._pick(words.CITIES), self._when()
        act, act_feminine, rest, en = self._pick(
            [
                ("دعا", "دعت", "إلى وقف إطلاق النار في", "called for a ceasefire in"),
                ("دعا", "دعت", "إلى انتخابات جديدة في", "called for new elections in"),
                ("حذر", "حذرت", "من أزمة جديدة في", "warned of a new crisis in"),
                ("حذر", "حذرت", "من نقص الغذاء في", "warned of a food shortage in"),
            ]
        )
        verb = act_feminine if subject.feminine else act
        rest = f"{rest} {where[0]}{when[0]}"
        return Clause(
            f"{verb} {subject.ar} {rest}",
            f"{subject.ar} {verb} {rest}",
            f"{subject.en} {en} {where[1]}{when[1]}",
        )

    def _movement(self) -> Clause:
        city, when = self._pick(words.CITIES), self._when()
        amount = f"{self._random.randint(1, 99)},{self._random.randint(0, 9)}00"
        if self._chance(0.4):
            rest = f"في {city[0]}{when[0]}"
            return Clause(
                f"تظاهر آلاف الأشخاص {rest}",
                f"آلاف الأشخاص تظاهروا {rest}",
                f"thousands of people demonstrated in {city[1]}{when[1]}",
            )
        act, plural, place, en = self._pick(
            [("وصل", "وصلوا", "إلى", "arrived in"), ("فر", "فروا", "من", "fled")]
        )
        rest = f"{place} {city[0]}{when[0]}"
        return Clause(
            f"{act} {amount} لاجئ {rest}",
            f"{amount} لاجئ {plural} {rest}",
            f"{amount} refugees {en} {city[1]}{when[1]}",
        )

    def _weather(self) -> Clause:
        city, degrees, when = self._pick(words.CITIES), self._count(11, 52), self._when()
        rest = f"{degrees} درجة في {city[0]}{when[0]}"
        return Clause(
            f"بلغت درجة الحرارة {rest}",
            f"درجة الحرارة بلغت {rest}",
            f"the temperature reached {degrees} degrees in {city[1]}{when[1]}",
        )
