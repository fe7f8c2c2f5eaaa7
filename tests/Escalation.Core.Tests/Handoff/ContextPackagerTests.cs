using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public class ContextPackagerTests
{
    [Fact]
    public void The_person_gets_the_request_what_was_tried_what_was_found_the_guess_and_the_reason()
    {
        ContextPackage package = Packages.Pack();

        Assert.Equal(("turn-3", "turn-3", "conversation-7"), (package.EscalationId, package.TurnId, package.ConversationId));
        Assert.Equal("Please refund order 12.", package.OriginalRequest.Text);
        Assert.Equal("ada@example.org", package.Requester!.Contact);
        Assert.Equal([(2L, "find_order", false), (3L, "refund", true)], package.Attempted.Select(a => (a.Step, a.Action, a.Failed)));
        Assert.Equal("card expired", package.Attempted[1].Result!.Text);
        IntermediateResult result = Assert.Single(package.IntermediateResults);
        Assert.Equal((2L, "find_order", "total 99.50"), (result.Step, result.Source, result.Text.Text));
        Assert.Equal(("I refund 99.50 to another card.", 0.4), (package.BestGuess!.Answer.Text, package.BestGuess.Confidence));
        Assert.Equal("refund", package.PendingAction!.Step!.Action);
        Assert.Equal(3, package.Transcript.Count);
        Assert.Equal("One moment.", package.FallbackMessage!.Text);
        Assert.Equal("north", package.Attributes["tenant"]);
        Assert.Equal(Packages.Route, package.Route);
        Assert.True(package.Completeness.IsComplete);
        Assert.Equal(1.0, package.Completeness.Score);
    }

    [Fact]
    public void The_reason_carries_scores_thresholds_costs_and_what_each_trigger_said()
    {
        EscalationCause why = Packages.Pack().Why;

        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.LowConfidence, "support"), (why.Outcome, why.Reason, why.Policy));
        Assert.Equal((0.4, 0.7), (why.Score, why.Threshold));
        Assert.Null(why.CertificateId);
        Assert.Equal(30.0, why.ExpectedCostOfActing, 1e-12);
        Assert.Equal(["confidence", "loops"], why.Triggers.Select(trigger => trigger.Name));
        Assert.Contains("score 3 against 2", why.Triggers[1].Evidence.Text, StringComparison.Ordinal);
        Assert.Contains("low-confidence", why.Summary.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        ContextPackage package = Packages.Pack(new AgentTurn { Id = "t", Confidence = double.NaN }, fallback: null);

        Assert.Equal(["original-request", "attempted", "intermediate-results", "best-guess", "transcript", "requester", "reply-address", "user-message"], package.Completeness.Missing);
        Assert.Empty(package.Completeness.Shortened);
        Assert.Equal(0.1, package.Completeness.Score, 1e-12);
        Assert.False(package.Completeness.IsComplete);
    }

    [Fact]
    public void A_turn_without_id_cannot_be_packed() =>
        Assert.Throws<ArgumentNullException>(() => Packages.Pack(Packages.Turn() with { Id = null }));

    [Fact]
    public void Long_texts_are_cut_with_a_placeholder_that_counts_what_is_gone()
    {
        AgentTurn turn = Packages.Turn() with { Request = new string('r', 1000) };
        turn.Conversation!.Record(AgentStep.Tool("read", "{}", new string('o', 500)));

        ContextPackage package = Packages.Pack(turn, new PackageLimits { MaximumTextCharacters = 100 });

        Assert.Equal((100, 900), (package.OriginalRequest.Text.Length, package.OriginalRequest.OmittedCharacters));
        Assert.Equal(400, package.Transcript[^1].OmittedCharacters);
        Assert.Equal(400, package.IntermediateResults[^1].Text.OmittedCharacters);
        Assert.Equal(["original-request", "intermediate-results", "transcript"], package.Completeness.Shortened.Where(part => part != "why"));
    }

    [Fact]
    public void A_pair_of_surrogates_is_never_cut_in_two()
    {
        AgentTurn turn = Packages.Turn() with { Request = new string('x', 99) + "\U0001F600" + "tail" };

        ContextPackage package = Packages.Pack(turn, new PackageLimits { MaximumTextCharacters = 100 });

        Assert.Equal(new PackageText(new string('x', 99), 6), package.OriginalRequest);
    }

    [Fact]
    public void Forgotten_and_surplus_steps_leave_placeholders_and_the_latest_remain()
    {
        var conversation = new Conversation("c", retainedSteps: 20);
        for (int i = 1; i <= 50; i++)
        {
            conversation.Record(AgentStep.Tool("step", $"{i}", $"{i}"));
        }

        ContextPackage package = Packages.Pack(new AgentTurn { Id = "t", Conversation = conversation, Confidence = 0.1 }, new PackageLimits { MaximumSteps = 5, MaximumAttempts = 4 });

        Assert.Equal(new OmittedSteps(30, OmissionReason.NotRetained), package.Transcript[0].Omitted);
        Assert.Equal(new OmittedSteps(15, OmissionReason.PackageLimit), package.Transcript[1].Omitted);
        Assert.Equal(["46", "47", "48", "49", "50"], package.Transcript.Skip(2).Select(entry => entry.Step!.Arguments));
        Assert.Equal([47L, 48L, 49L, 50L], package.Attempted.Select(a => a.Step));
        Assert.Equal((16, 16), (package.OmittedAttempts, package.OmittedResults));
    }

    [Fact]
    [Trait("Row", "79")]
    public void A_hundred_megabytes_become_a_bounded_package()
    {
        var conversation = new Conversation("c");
        string large = new('\u0001', 1 << 20);
        for (int i = 0; i < 100; i++)
        {
            conversation.Record(AgentStep.Tool(large, large, large));
        }

        AgentTurn turn = Packages.Turn() with { Conversation = conversation, Request = large, Answer = large, Attributes = new Dictionary<string, string> { [large] = large } };

        byte[] json = ContextPackageJson.ToUtf8Bytes(Packages.Pack(turn));

        Assert.True(json.Length < (7 * PackageLimits.Default.MaximumCharacters) + 50_000, $"{json.Length} bytes");
        Assert.Equal(json, ContextPackageJson.ToUtf8Bytes(ContextPackageJson.Parse(json)));
        Assert.Equal(1, ContextPackageJson.Parse(json).OmittedAttributes);
    }

    [Fact]
    public void The_request_and_the_reason_outlive_the_transcript()
    {
        AgentTurn turn = Packages.Turn();
        for (int i = 0; i < 100; i++)
        {
            turn.Conversation!.Record(AgentStep.Message(new string('m', 200)));
        }

        ContextPackage package = Packages.Pack(turn, new PackageLimits { MaximumCharacters = 1024 });

        Assert.True(package.OriginalRequest.IsWhole);
        Assert.True(package.Why.Summary.IsWhole);
        Assert.NotNull(package.Transcript[0].Omitted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Impossible_limits_are_refused(int limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackageLimits { MaximumCharacters = limit });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackageLimits { MaximumTextCharacters = limit });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackageLimits { MaximumSteps = limit });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackageLimits { MaximumAttempts = limit });
    }
}
