"""Writes claims/words/verbs.toml: the five forms of each verb. A development tool; needs lemminflect."""

from __future__ import annotations

from pathlib import Path

from lemminflect import getInflection

LEMMAS = """abandon abduct accelerate accept accompany accuse achieve acknowledge acquire acquit act add address adjourn adjust admit adopt
advance advise affect affirm agree aim airlift allege allocate allow amend amount amputate analyze announce anoint answer
anticipate apologize appeal appear apply appoint apprehend approach approve arbitrate argue arise arraign arrest arrive ascend
ask asphyxiate assassinate assault assemble assert assess assign assist assume attack attempt attend attract award back ban bar
barricade batter be bear beat become begin behead believe belong besiege blame bleed block blow bludgeon bolster bomb book
borrow boycott break bribe bring broadcast build bulldoze burglarize burgle burn burst bury buy calculate call campaign cancel
cap capsize capture careen carry cast catch cause cease celebrate certify change chant charge chase cheat check choke choose
cite claim clash clear climb clinch cling close coincide collapse collect collide come command comment commission commit commute
compare compensate compete compile complain complete compose comprise concede conclude condemn conduct confess confirm confront
connect consider consist contact contain continue contribute control convene converge convict cooperate cordon cost count
countersue cover crack crash create criticize cross cut damage deal debate decide declare decline decommission decompose
decrease deem default defeat defend defraud defuse defy delay delist deliver deluge demand demobilize demolish deny depart
deploy deport depose derail deregulate describe design destroy detain deteriorate determine detonate devastate develop devote
diagnose die dig diminish direct disappear disarm discharge disclose discontinue discover discuss dismantle dismiss dispatch
disperse displace dissolve distribute dive divert divest divide divorce dominate donate doom double douse download draft draw
dredge drive drop drown dump dupe dwindle earmark earn ease echo eject elect electrify electrocute eliminate embark embezzle
emerge emphasize employ enact encounter encourage encrypt end endorse enforce engage engulf enjoy enlist enroll ensure enter
equalise equalize erect erode erupt escape establish estimate evacuate evict evolve examine excavate exceed exchange exclude
execute exhume exit exonerate expand expect expel explain explode explore export expose express extend extinguish extort
extradite face fade fail fall favor fear feature feed feel fetch fight file fill finalize finance find finish fire flee flip
fluctuate fly focus follow forbid force forecast foreclose forgive form found fracture free freeze fuel fund gain gather
generate get give go govern grab grant grapple grope grow guarantee guide hack hail halt halve hammer handle hang happen harass
harm haul have head hear help highlight hijack hire hit hold hope hospitalise hospitalize host hover hurl hurt identify ignite
ignore immerse impeach implement impose imprison improve inaugurate incinerate include increase incur indicate indict infect
inflict inform inherit injure insist inspect install insure intend intensify intervene introduce inundate invade invest
investigate invite involve isolate issue jackknife jail join jump justify keep kick kidnap kill kneel knock know lack lag land
last launch launder lay lead leak lean learn leave legalize lend liberate license lift like limit linger link liquidate list
listen live locate loom loot lose lower lure maintain make manage mandate march mark marry match maul mean measure mediate meet
melt mention merge miss mobilize molest monitor mount mourn move murder mutate nab name narrow need negotiate nominate notch
note notice notify number obey obliterate observe obtain occupy occur offer offload open operate oppose orbit order organize
oust outbid outnumber outpace outperform outscore outsource overcharge overcome overdose overlook overpower overrule overrun
oversee overtake overthrow overturn owe own participate pass pay perform perish permit persist persuade pick pilfer place plan
plant play plead pledge plough plow plummet plunge point poison possess post postpone pour predict prepare present preside press
prevent print proceed proclaim produce prohibit project prolong promise promote prompt pronounce propel propose prosecute
protect protest prove provide provoke publish pull punish purchase pursue push put qualify quarantine quell question quit quote
race rage raid raise rally ram rank ransack rape ratify raze reach react read reappoint reassure rebound rebrand rebuild recall
recede receive reckon recognize recommend reconvene record recount recoup recover recruit recuse reduce refer refinance reflect
refurbish refuse regain register regulate reign reimburse reinforce reject rejoin relate relaunch release relegate relocate rely
remain remand remember remove rename render renegotiate renew renovate reopen repair repatriate repay repeal repeat repel
replace reply report repossess represent request require reschedule rescue resemble resettle reside resign resist resolve resort
respond restore restrain restrict restructure result resume resurface resuscitate retain retake retaliate retire retreat
retrieve return reunite reveal review revise revive rig rip rise rob roll rot rout ruin rule run rupture rush save say scatter
schedule score scramble seal search secure see seek seem seize select sell send sentence serve set settle shake share shatter
shed shelter shift shine shoot shove show shrink shrug shut sideswipe sign sink sit skyrocket slam slash slay slide slip slow
smash smuggle soak soar solve spark speak spend spew spin split sprain spray spread sprint stab stage stall stand start starve
state stay steal steer stem step stop storm strangle stress stretch strike strip struggle study stumble stun subdue submerge
submit subside subsidise subsidize succeed succumb sue suffer suffocate suggest summon supervise supply support suppose surge
surpass surrender surround survive suspect suspend sustain swap sway swear sweep swell swerve swim swindle swing swipe tackle
take talk target teach tell terminate terrify test testify think thrash threaten throng throw tie tighten tilt top topple torch
torture total touch trace track trade trail trample transfer transmit transplant transport trap travel trawl tread treat trigger
trounce try tumble turn uncover undergo undermine understand underwrite unearth unfold unite unleash unload unseat unveil update
upgrade uphold uproot urge use vaccinate vandalize vanish veer verify violate visit volunteer vote vow wait waive walk wander
want warn wash watch weaken wear weigh welcome whip widen wield win wipe withdraw witness work worry wound wrap write yell yield"""
# Verbs whose base form and third person stand in news for a noun or an adjective far more often ("a fine", "the polls").
PAST_ONLY = """abuse ambush annex auction audit author axe bail bank bat battle bench bid blackmail blanket blockade bond bowl brake breach
broker chair char chip clip clock comb contract convert counsel crew crowd crown crush debut dip drench edge escort exempt
film fine flatten float flock flood furlough gross ground gun gut handcuff ink lash lecture levy loan lobby log neglect net
parole patrol pave pen phone photograph picket pitch pocket police poll pound premiere probe quadruple rake ransom ration
ravage refund sack sanction scam scorch scour scrap seat shell shelve sideline sight skid slump snap spot staff stalk star
station strafe strand stream stump substitute survey swamp table tally tax text ticket tip tow tower treble trim triple tug
upset veto view water wreck"""
# Forms in another spelling, beside those in -ise for -ize: a consonant doubled ("travelled"), a past in -t ("burnt").
DOUBLED = frozenset("cancel counsel fuel total travel".split())
IN_T = frozenset("burn lean learn".split())
ALWAYS_IZE = frozenset("capsize seize".split())


def _other_spelling(lemma: str, forms: list[str]) -> list[str]:
    """Return a verb's five forms as others spell them, an empty one where they do not; none for one with a single spelling."""
    if lemma in DOUBLED:
        return ["", "", f"{lemma}led", f"{lemma}led", f"{lemma}ling"]
    if lemma in IN_T:
        return ["", "", f"{lemma}t", f"{lemma}t", ""]
    if not lemma.endswith(("ize", "yze")) or lemma in ALWAYS_IZE or f"{lemma[:-2]}se" in LEMMAS.split():
        return []
    at = len(lemma) - 2
    other = [f"{form[:at]}s{form[at + 1 :]}" for form in forms]
    return ["" if form == "analyses" else form for form in other]  # a noun nearly always


def main() -> None:
    """Write the file beside this folder."""
    lines = [
        "# The five forms of common verbs: base, third person, past, participle, -ing. Written by tools/expand_verbs.py;",
        "# read by factcheck/read and factcheck/extract. An empty form is one that stands for a noun nearly always. Five more are those",
        "# of another spelling.",
    ]
    past = frozenset(PAST_ONLY.split())
    for lemma in sorted((*LEMMAS.split(), *past)):
        forms = [lemma] + [(getInflection(lemma, tag=tag) or (lemma,))[0] for tag in ("VBZ", "VBD", "VBN", "VBG")]
        if lemma == "be":
            forms = ["be", "is", "was", "been", "being"]
        if lemma in past:
            forms[:2] = ["", ""]
        if lemma == "bid":
            forms[2] = "bid"
        forms += _other_spelling(lemma, forms)
        lines.append(f"{lemma} = {{ forms = {forms} }}".replace("'", '"'))
    out = Path(__file__).parents[1] / "claims" / "words" / "verbs.toml"
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
