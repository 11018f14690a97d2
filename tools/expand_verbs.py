"""Writes claims/words/verbs.toml: the five forms of each verb. A development tool; needs lemminflect."""

from __future__ import annotations

from pathlib import Path

from lemminflect import getInflection

LEMMAS = """accept accuse achieve acknowledge act add address admit adopt advance advise affect affirm agree aim allege allow
announce answer anticipate apologize appeal appear apply appoint approach approve argue arrest arrive ask assault assert attack
attempt attend attract award back ban bar batter be bear beat become begin believe belong blame block blow bomb book break bring
broadcast build burn buy call campaign cancel cap capture carry cast catch cause celebrate change charge chase check choose cite
claim clash clear climb close collapse collect come command comment commit compare compete compile complain complete concede
conclude condemn conduct confirm confront connect consider consist contact contain continue contribute control convict cooperate
cost count cover crack crash create criticize cross cut damage deal debate decide declare decline decrease defeat defend defy
delay deliver demand deny deploy describe design destroy detain determine develop die direct disappear discharge disclose discover
discuss dismiss dispatch divide divorce donate double draft draw drive drop drown earn ease eject elect emerge emphasize employ enact
encourage end endorse enforce engage enjoy enter escape establish estimate evacuate examine exceed exchange execute expand expect
expel explain explode explore export express extend face fail fall favor fear feature feel fight file fill find finish fire flee fly
focus follow force forecast form found free fund gain gather get give go govern grab grant grow guarantee guide halt handle hang
happen harm have head hear help highlight hire hit hold hope host hurt identify ignore impose improve include increase indicate injure
inspect intend introduce invade invest investigate invite involve issue join jump justify keep kick kidnap kill knock know lack land
last launch lead leak learn leave legalize lend lift like limit link list listen live locate lose lower maintain make manage march mark
marry match mean measure meet mention merge miss mourn move murder name need negotiate nominate note notice notify number observe obtain
occur offer open operate oppose order organize oust overcome own participate pass pay perform permit pick place plan plant play plead
pledge point post postpone pour predict prepare present press prevent print proceed produce project promise promote propose prosecute
protect protest prove provide publish pull punish purchase push put question quit quote race raid raise rally ratify reach react read
rebuild recall receive recognize recommend record recover reduce refer reflect refuse register reject relate release rely remain remember
remove rename repair repeat replace reply report represent request require rescue resign resolve respond restore restrict result resume
retain retire retreat return reveal review revise rise rob rule run rush save say schedule score search secure see seek seem seize select
sell send sentence serve set settle shake share shatter shift shoot show shut sign sink sit slam slash slow smash solve speak spend split
spread stab stage stand start state stay steal step stop storm stress strike struggle study submit succeed sue suffer suggest supply
support suppose surge surrender survive suspect suspend sustain swear sweep swim take talk target tell test testify think threaten throw
tie tighten top total touch trade transfer transport travel treat trigger try turn uncover understand unveil update upgrade urge use
visit vote vow wait walk want warn wash watch wear weigh welcome win withdraw work worry wound wrap write"""


def main() -> None:
    """Write the file beside this folder."""
    lines = [
        "# The five forms of common verbs: base, third person, past, participle, -ing. Written by tools/expand_verbs.py;",
        "# read by factcheck/read and factcheck/extract.",
    ]
    for lemma in LEMMAS.split():
        forms = [lemma] + [(getInflection(lemma, tag=tag) or (lemma,))[0] for tag in ("VBZ", "VBD", "VBN", "VBG")]
        if lemma == "be":
            forms = ["be", "is", "was", "been", "being"]
        lines.append(f"{lemma} = {{ forms = {forms} }}".replace("'", '"'))
    out = Path(__file__).parents[1] / "claims" / "words" / "verbs.toml"
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
