namespace Escalation.Triggers.Sensitivity.Sentiment;

/// <summary>The library's own English lexicon: words by weight, from -4 (worst) to 4 (best), written by hand for support conversations and everyday talk.</summary>
internal static class OwnLexicon
{
    internal static readonly (double Weight, string Words)[] Entries =
    [
        (-3.6, "murder rape suicide torture terrorist massacre genocide"),
        (-3.2, "hate despise loathe abuse assault kill evil cancer dead death die tragedy horrific atrocious vile disgusting fucking motherfucker cunt"),
        (-2.8, "awful terrible horrible worst disaster nightmare devastated heartbroken miserable agony betray cruel violent threat attack fuck bitch bastard asshole scum racist fraud scam rip-off ripoff hell"),
        (-2.4, "angry furious outrage rage disgrace unacceptable pathetic useless worthless garbage crap shit bullshit idiot stupid moron liar steal stole stolen thief cheat crook dishonest appalling dreadful hurt grief mourn suffer victim cry depress hopeless panic terrify destroy ruin ugly gross nasty sick"),
        (-2.0, "bad sad upset anger hostile insult rude disrespect ridiculous incompetent fail failure broke broken lost lose pain painful sore sorrow scare scared fear afraid anxious worry stress lonely alone jealous regret shame guilt damage danger harm ill injury wound crash mess suck lame dumb fool hateful blame punish reject arrest guilty crime war enemy wtf ugh poison toxic cursed"),
        (-1.6, "annoy frustrate disappoint dissatisfied unhappy complain complaint problem wrong poor weak ignore neglect lie mislead deny refuse unfair unhelpful unreliable unprofessional waste mistake error bug fault faulty defect disturb dislike miss tire tired bore boring exhaust confuse confused struggle difficult trouble doubt weird suspicious alarm risk damn piss ass bleed bloody tragic kick smell stink blood fire"),
        (-1.2, "slow late delay wait stuck hard expensive overcharge cancel stop cut drop debt unclear unsure sorry forgot forget missing cold noise noisy dull dirty hungry busy strange creepy odd awkward unfortunate unfortunately sadly blah meh crazy drunk dark shot worse tear excuse argue fight fought demand warn"),
        (-0.8, "no nope refund return issue against limit pressure tense rain spam least nothing weary cry apparently interrupt leave"),
        (0.8, "ok okay fine yes yep alright agree accept sure fair calm free easy safe ready able help helpful solve fix works clean clear quick true wow hope hopefully wish interest interesting interested care share new early congratulate yeah lot warm want finally special"),
        (1.2, "like nice cool thank thx polite patient kind friendly gentle useful solid comfort confident trust honest support welcome relief relieve play party hug smile hello dear giggle lol haha ha hah hahaha hehe gift energy worth worthy rich favor feast forward top bonus strong hopeful fresh prefer"),
        (1.6, "good glad enjoy fun funny pleasant please pleased appreciate grateful respect proud praise promise recommend satisfied success succeed win winner won lucky luck cute pretty sweet smart clever charm charming cheer celebrate inspire brave safe gain improve laugh lmao lmfao rofl congrats congratulations thanks yay friend popular hero hot wise joke"),
        (2.0, "happy love loved great beautiful lovely best better joy delight delighted excite excited fantastic generous hilarious favorite favourite bless blessed impress impressive superb terrific talent triumph warmth gorgeous romance kiss peace sexy fab stoked yum yummy woohoo woo hooray hurray heart heaven paradise"),
        (2.4, "wonderful amazing awesome excellent perfect brilliant incredible outstanding thrilled ecstatic marvelous marvellous magnificent fabulous spectacular stunning splendid adore overjoyed phenomenal exceptional epic"),
        (-2.2, ":( :-( ):  :'( =( :/ :-/ :\\ >:( D: </3 :'-( -_- \u2639 \U0001F620 \U0001F621 \U0001F622 \U0001F62D \U0001F61E \U0001F494"),
        (1.9, ":) :-) (: =) :D :-D =D xD ;) ;-) :p :-p <3 &lt;3 ^_^ :] \u263A \u2764 \U0001F600 \U0001F603 \U0001F604 \U0001F60A \U0001F60D \U0001F602 \U0001F44D \U0001F389"),
    ];
}
