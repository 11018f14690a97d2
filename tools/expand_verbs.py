"""Writes claims/words/verbs.toml: the five forms of each verb. A development tool; needs lemminflect."""

from __future__ import annotations

from pathlib import Path

from lemminflect import getInflection

LEMMAS = """abandon abduct accelerate accept accompany accuse achieve acknowledge act add address adjust admit adopt advance advise affect
affirm agree aim allege allow amount analyze announce answer anticipate apologize appeal appear apply appoint apprehend approach
approve argue arise arrest arrive ascend ask assassinate assault assemble assert assign assist assume attack attempt attend
attract award back ban bar barricade batter be bear beat become begin behead believe belong blame bleed block blow bolster bomb
book boycott break bring broadcast build burn burst bury buy call campaign cancel cap capture carry cast catch cause cease
celebrate change chant charge chase check choose cite claim clash clear climb cling close coincide collapse collect collide come
command comment commit compare compete compile complain complete compose comprise concede conclude condemn conduct confirm
confront connect consider consist contact contain continue contribute control convene convict cooperate cost count cover crack
crash create criticize cross cut damage deal debate decide declare decline decrease deem defeat defend defuse defy delay deliver
demand deny depart deploy deport derail describe design destroy detain deteriorate determine detonate devastate develop devote
die dig diminish direct disappear discharge disclose discover discuss dismiss dispatch disperse displace dissolve distribute
divide divorce dominate donate doom double draft draw drive drop drown dump dwindle earn ease echo eject elect embark emerge
emphasize employ enact encounter encourage end endorse enforce engage engulf enjoy enroll ensure enter erect erode erupt escape
establish estimate evacuate evolve examine exceed exchange exclude execute exit expand expect expel explain explode explore
export express extend face fade fail fall favor fear feature feed feel fight file fill finalize find finish fire flee flip fly
focus follow forbid force forecast forgive form found free fuel fund gain gather generate get give go govern grab grant grapple
grow guarantee guide hack hail halt halve handle hang happen harm haul have head hear help highlight hire hit hold hope
hospitalize host hover hurt identify ignite ignore immerse implement impose improve include increase incur indicate infect
inflict inform inherit injure insist inspect install intend intensify intervene introduce invade invest investigate invite
involve isolate issue jail join jump justify keep kick kidnap kill kneel knock know lack lag land last launch lead leak lean
learn leave legalize lend liberate lift like limit linger link list listen live locate loom loot lose lower lure maintain make
manage mandate march mark marry match mean measure meet melt mention merge miss mobilize monitor mount mourn move murder nab
name narrow need negotiate nominate notch note notice notify number obey observe obtain occupy occur offer open operate oppose
orbit order organize oust overcome overdose overturn owe own participate pass pay perform perish permit persist persuade pick
place plan plant play plead pledge plunge point possess post postpone pour predict prepare present preside press prevent print
proceed proclaim produce prohibit project prolong promise promote prompt pronounce propel propose prosecute protect protest
prove provide provoke publish pull punish purchase push put quarantine question quit quote race rage raid raise rally ram rank
ransack ratify reach react read reassure rebuild recall recede receive reckon recognize recommend record recover recruit reduce
refer reflect refuse register reign reinforce reject rejoin relate release relocate rely remain remand remember remove rename
render renew repair repay repeat replace reply report represent request require rescue resemble reside resign resist resolve
resort respond restore restrain restrict result resume resurface retain retaliate retire retreat retrieve return reunite reveal
review revise rig rip rise rob roll rot ruin rule run rush save say scatter schedule score scramble seal search secure see seek
seem seize select sell send sentence serve set settle shake share shatter shed shelter shift shine shoot shove show shrink shrug
shut sign sink sit slam slash slay slide slip slow smash smuggle soar solve spark speak spend spin split spray spread sprint
stab stage stall stand start state stay steal stem step stop storm stress stretch strike strip struggle study stumble stun
submit subside succeed sue suffer suggest summon supply support suppose surge surpass surrender surround survive suspect suspend
sustain swap sway swear sweep swell swerve swim swing tackle take talk target tell terminate terrify test testify think threaten
throw tie tighten tilt top topple torch torture total touch trace track trade trail transfer transport trap travel treat trigger
try tumble turn uncover undergo undermine understand unfold unite unleash unload unveil update upgrade urge use vandalize vanish
verify violate visit volunteer vote vow wait walk wander want warn wash watch weaken wear weigh welcome whip widen wield win
wipe withdraw witness work worry wound wrap write yell yield"""


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
