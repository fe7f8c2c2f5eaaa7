using System.Globalization;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Handoff;

public class FallbackResponderTests
{
    private static readonly DecisionOutcome[] Outcomes = [DecisionOutcome.RequestApproval, DecisionOutcome.EscalateToModel, DecisionOutcome.EscalateToPerson, DecisionOutcome.SafeStop];
    private static readonly string[] Languages = ["en", "de", "fr", "es", "pt", "it", "nl", "tr"];

    [Fact]
    public void Every_decision_that_does_not_act_has_a_sentence_of_its_own_in_every_language()
    {
        var responder = new FallbackResponder();

        string[] said = [.. Languages.SelectMany(language => Outcomes.Select(outcome => Say(responder, outcome, language)))];

        Assert.Equal(Languages.Length * Outcomes.Length, said.Distinct().Count());
        Assert.All(said, Assert.NotEmpty);
        Assert.Equal(FallbackResponder.LastResort, responder.Respond(new AgentTurn(), default));
        Assert.Equal(Languages.Order(), FallbackTexts.All.Select(text => text.Language).Distinct().Order());
    }

    [Theory]
    [InlineData("pt-BR", "pt")]
    [InlineData("pt_BR", "pt")]
    [InlineData("PT-br", "pt")]
    [InlineData("de-Latn-CH-x-formal", "de")]
    [InlineData("ja", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    [InlineData("not a tag", "en")]
    [InlineData("-", "en")]
    [InlineData("deutsch ist meine sprache", "en")]
    public void A_language_falls_back_to_its_parent_and_then_to_the_default(string? asked, string spoken)
    {
        var responder = new FallbackResponder();

        Assert.Equal(Say(responder, DecisionOutcome.SafeStop, spoken), Say(responder, DecisionOutcome.SafeStop, asked));
    }

    [Fact]
    public void A_language_is_looked_up_from_the_right_and_single_letters_go_with_what_they_introduce()
    {
        Assert.Equal(["zh-Hant-CN-x-private1-private2", "zh-Hant-CN-x-private1", "zh-Hant-CN", "zh-Hant", "zh", "en-GB", "en"], LanguageTag.Lookup("zh-Hant-CN-x-private1-private2", "en-GB"));
    }

    [Fact]
    public void The_user_hears_what_is_known_of_the_queue_and_nothing_that_is_not()
    {
        QueueOutlook? outlook = null;
        FallbackResponder responder = FallbackResponder.Build(f => f.Outlook(_ => outlook));

        Assert.Equal(FallbackResponder.LastResort, Say(responder, DecisionOutcome.EscalateToPerson, "en"));
        outlook = new QueueOutlook(ExpectedWait: TimeSpan.FromMinutes(4.2));
        Assert.EndsWith("This takes about 5 min.", Say(responder, DecisionOutcome.EscalateToPerson, "en"), StringComparison.Ordinal);
        outlook = new QueueOutlook(TimeSpan.FromHours(9), new DateTimeOffset(2025, 1, 3, 9, 0, 0, TimeSpan.FromHours(1)));
        Assert.Contains("2025-01-03 09:00 (UTC+01:00)", Say(responder, DecisionOutcome.EscalateToPerson, "de"), StringComparison.Ordinal);
        FallbackResponder timed = FallbackResponder.Build(f => f.Text(DecisionOutcome.EscalateToPerson, "en", "By {deadline}."));
        HandoffRoute limited = Packages.Route with { Deadline = new DateTimeOffset(2025, 1, 2, 4, 0, 0, TimeSpan.Zero) };
        Assert.Equal("By 2025-01-02 04:00 (UTC+00:00).", timed.Respond(new AgentTurn(), default, limited));
        outlook = new QueueOutlook(ExpectedWait: TimeSpan.FromSeconds(-1));
        Assert.Equal(FallbackResponder.LastResort, Say(responder, DecisionOutcome.EscalateToPerson, "en"));
        Assert.Equal(FallbackResponder.LastResort, responder.Respond(new AgentTurn(), default, null));
    }

    [Theory]
    [InlineData(0.01, "1 min")]
    [InlineData(59.5, "1 h")]
    [InlineData(90, "1 h 30 min")]
    [InlineData(1440, "1 d")]
    [InlineData(1441, "2 d")]
    public void A_wait_is_rounded_up_and_reads_the_same_everywhere(double minutes, string said)
    {
        foreach (string culture in (string[])["tr-TR", "de-DE", "ar-SA"])
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            try
            {
                CultureInfo.CurrentCulture = TestCulture.Of(culture);
                FallbackResponder responder = FallbackResponder.Build(f => f.Text(DecisionOutcome.EscalateToPerson, "en", "{wait}").Outlook(_ => new QueueOutlook(TimeSpan.FromMinutes(minutes))));
                Assert.Equal(said, Say(responder, DecisionOutcome.EscalateToPerson, "en"));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void A_text_for_the_channel_comes_before_one_for_all_and_the_language_before_both()
    {
        FallbackResponder responder = FallbackResponder.Build(f => f
            .Text(DecisionOutcome.EscalateToPerson, "en", "sms", channel: "sms")
            .Text(DecisionOutcome.EscalateToPerson, "en", "all")
            .Text(DecisionOutcome.EscalateToPerson, "de", "alle")
            .Text(DecisionOutcome.EscalateToPerson, "de-CH", "Grüezi"));

        Assert.Equal("sms", Say(responder, DecisionOutcome.EscalateToPerson, "en", "SMS"));
        Assert.Equal("all", Say(responder, DecisionOutcome.EscalateToPerson, "en", "chat"));
        Assert.Equal("alle", Say(responder, DecisionOutcome.EscalateToPerson, "de-AT", "sms"));
        Assert.Equal("Grüezi", Say(responder, DecisionOutcome.EscalateToPerson, "de-ch", "sms"));
    }

    [Fact]
    public void Of_several_texts_the_one_that_says_most_and_fits_is_said()
    {
        FallbackResponder responder = FallbackResponder.Build(f => f
            .Channel("sms", maximumLength: 80)
            .Text(DecisionOutcome.EscalateToPerson, "en", "Soon.")
            .Text(DecisionOutcome.EscalateToPerson, "en", "{name}, {queue} takes over, reference {reference}.")
            .Outlook(_ => new QueueOutlook(DisplayName: "the payments team")));
        string name = new('n', 60);

        Assert.Equal("Ada, the payments team takes over, reference t.", Say(responder, DecisionOutcome.EscalateToPerson, "en", "sms", "Ada"));
        Assert.Equal("Soon.", Say(responder, DecisionOutcome.EscalateToPerson, "en", "sms", name));
        Assert.StartsWith(name, Say(responder, DecisionOutcome.EscalateToPerson, "en", "chat", name), StringComparison.Ordinal);
        Assert.Equal("Soon.", Say(responder, DecisionOutcome.EscalateToPerson, "en", "chat", " "));
    }

    [Fact]
    public void Inserted_values_break_no_markup_and_stay_bounded()
    {
        FallbackResponder responder = FallbackResponder.Build(f => f
            .Channel("voice", FallbackEncoding.Markup)
            .Text(DecisionOutcome.EscalateToPerson, "en", "<speak>{name}</speak>", "voice")
            .Text(DecisionOutcome.EscalateToPerson, "en", "{name} & {{co}}")
            .Text(DecisionOutcome.SafeStop, "en", "a < b"));
        const string hostile = "</speak><audio src='x'/>\r\n\u202E";

        Assert.Equal("<speak>&lt;/speak&gt;&lt;audio src=&#39;x&#39;/&gt;[U+000D][U+000A][U+202E]</speak>", Say(responder, DecisionOutcome.EscalateToPerson, "en", "voice", hostile));
        Assert.Equal("Ada & {co}", Say(responder, DecisionOutcome.EscalateToPerson, "en", "chat", "Ada"));
        Assert.Equal("a &lt; b", Say(responder, DecisionOutcome.SafeStop, "en", "voice"));
        Assert.True(Say(responder, DecisionOutcome.EscalateToPerson, "en", "chat", new string('<', 100_000)).Length < 200);
    }

    [Theory]
    [InlineData("{unknown}")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{wait")]
    [InlineData("{Wait}")]
    [InlineData(" ")]
    public void A_text_that_cannot_be_read_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => FallbackResponder.Build(f => f.Text(DecisionOutcome.EscalateToPerson, "en", text)));

    [Fact]
    public void What_could_leave_a_user_in_silence_is_refused_at_build()
    {
        InvalidOperationException none = Assert.Throws<InvalidOperationException>(() => FallbackResponder.Build(f => f.DefaultLanguage("sv")));
        Assert.Contains("'sv'", none.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => FallbackResponder.Build(f => f.OwnTextsOnly()));
        Assert.Throws<InvalidOperationException>(() => FallbackResponder.Build(f => Swedish(f, "Vänta {wait}.").OwnTextsOnly().DefaultLanguage("sv")));
        Assert.Equal("Vänta.", Say(FallbackResponder.Build(f => Swedish(f, "Vänta.").OwnTextsOnly().DefaultLanguage("sv-SE")), DecisionOutcome.SafeStop, "de"));
        Assert.Throws<ArgumentException>(() => FallbackResponder.Build(f => f.Text(DecisionOutcome.Act, "en", "x")));
        Assert.Throws<ArgumentException>(() => FallbackResponder.Build(f => f.Text(DecisionOutcome.SafeStop, "e n", "x")));
        Assert.Throws<ArgumentException>(() => FallbackResponder.Build(f => f.Text(DecisionOutcome.SafeStop, "en", new string('x', 2001))));
        Assert.Throws<ArgumentOutOfRangeException>(() => FallbackResponder.Build(f => f.Channel("sms", maximumLength: 79)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FallbackResponder.Build(f => f.Channel("sms", (FallbackEncoding)7)));
    }

    [Fact]
    [Trait("Row", "92")]
    public void It_never_throws_and_never_says_nothing()
    {
        FallbackResponder responder = FallbackResponder.Build(f => f
            .Channel("sms", maximumLength: 80)
            .Text(DecisionOutcome.EscalateToPerson, "en", "{name} {queue} {wait} {opens} {deadline} {reference}")
            .Outlook(route => route.Queue.Length == 0 ? throw new InvalidOperationException() : new QueueOutlook(TimeSpan.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MinValue, route.Queue)));
        Gen<string?> text = Gen.OneOf(Gen.Elements<string?>(null, "", "\uD800", "{", "de-DE", "sms", "|", new string('x', 5000)), ArbMap.Default.GeneratorFor<string>().Select(one => (string?)one));
        Prop.ForAll(text.ArrayOf(5).ToArbitrary(), Gen.Choose(-9, 9).ToArbitrary(), (texts, outcome) =>
        {
            var turn = new AgentTurn { Id = texts[0], Channel = texts[1], Requester = new Requester(texts[2], null, texts[3]) };
            string said = responder.Respond(turn, default(EscalationDecision) with { Outcome = (DecisionOutcome)outcome }, new HandoffRoute("k", texts[4] ?? "", "o", Priority.Low));
            return !string.IsNullOrWhiteSpace(said) && said.Length < FallbackTemplate.LongestText + 1000;
        }).QuickCheckThrowOnFailure();
        Assert.Equal(FallbackResponder.LastResort, responder.Respond(null!, default));
    }

    private static FallbackResponderBuilder Swedish(FallbackResponderBuilder builder, string text)
    {
        foreach (DecisionOutcome outcome in Outcomes)
        {
            builder.Text(outcome, "sv", text);
        }

        return builder;
    }

    private static string Say(FallbackResponder responder, DecisionOutcome outcome, string? language, string? channel = null, string? name = null) =>
        responder.Respond(new AgentTurn { Id = "t", Channel = channel, Requester = new Requester(name, Language: language) }, default(EscalationDecision) with { Outcome = outcome }, Packages.Route);
}
