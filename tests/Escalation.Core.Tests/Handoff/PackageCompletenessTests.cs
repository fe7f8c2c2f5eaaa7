using System.Collections;
using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Redaction;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

public class PackageCompletenessTests
{
    [Fact]
    public void The_weights_of_what_always_applies_sum_to_a_hundred() =>
        Assert.Equal(100, PackageCompleteness.Weights.Where(part => part.Key is not ("pending-action" or "attachments")).Sum(part => part.Value));

    [Fact]
    public void Taking_a_part_away_costs_its_weight_and_cutting_it_half()
    {
        ContextPackage whole = Packages.Pack();
        (string Part, ContextPackage Without)[] losses =
        [
            ("original-request", whole with { OriginalRequest = new PackageText("") }),
            ("attempted", whole with { Attempted = [] }),
            ("intermediate-results", whole with { IntermediateResults = [] }),
            ("best-guess", whole with { BestGuess = null }),
            ("why", whole with { Why = whole.Why with { Summary = new PackageText("") } }),
            ("transcript", whole with { Transcript = [] }),
            ("requester", whole with { Requester = whole.Requester! with { Name = " ", Contact = null } }),
            ("reply-address", whole with { Requester = whole.Requester! with { Contact = null }, ConversationId = null }),
            ("user-message", whole with { FallbackMessage = null }),
        ];
        Assert.Equal(PackageCompleteness.Weights.Count - 2, losses.Length);
        foreach ((string part, ContextPackage without) in losses)
        {
            Assert.Equal([part], without.Completeness.Missing);
            Assert.Equal(1.0 - (PackageCompleteness.Weights[part] / 100.0), without.Completeness.Score, 1e-12);
            Assert.False(without.Completeness.IsComplete);
        }

        PackageCompleteness cut = (whole with { OriginalRequest = new PackageText("Please", 10) }).Completeness;
        Assert.Equal(["original-request"], cut.Shortened);
        Assert.Equal(0.9, cut.Score, 1e-12);
    }

    [Fact]
    public void A_request_for_approval_needs_the_step_and_files_count_only_where_there_are_any()
    {
        ContextPackage package = Packages.Pack();
        ContextPackage approval = package with { Why = package.Why with { Outcome = DecisionOutcome.RequestApproval } };

        Assert.True(approval.Completeness.IsComplete);
        Assert.Equal(["pending-action"], (approval with { PendingAction = null }).Completeness.Missing);
        Assert.Equal(100.0 / 110.0, (approval with { PendingAction = null }).Completeness.Score, 1e-12);
        Assert.Equal(["attachments"], (package with { Attachments = [new AttachmentReference("a", "b")], OmittedAttachments = 1 }).Completeness.Shortened);
        Assert.Equal(["attachments"], (package with { OmittedAttachments = 1 }).Completeness.Missing);
    }

    [Fact]
    [Trait("Row", "80")]
    public void A_part_that_was_erased_is_withheld_and_one_with_a_mask_in_it_is_whole()
    {
        ContextPackage erased = Packages.Pack(options: new PackagingOptions { Redaction = PackageRedaction.Build(r => r.For(DataClass.Content, RedactionMethod.Erase)) });
        ContextPackage masked = Packages.Pack(Packages.Turn() with { Request = "My card: 4111 1111 1111 1111" });

        Assert.Equal(["original-request", "attempted", "intermediate-results", "best-guess", "why", "transcript", "user-message"], erased.Completeness.Withheld);
        Assert.Equal(0.15, erased.Completeness.Score, 1e-12);
        Assert.True(masked.Completeness.IsComplete);
    }

    [Fact]
    [Trait("Row", "79")]
    public void A_part_that_throws_leaves_a_placeholder_with_the_reason_and_the_rest_of_the_package()
    {
        AgentTurn turn = Packages.Turn() with
        {
            Attributes = new ThrowingFacts(),
            Slots = new ThrowingFacts(),
            Interpretations = [null!, new Interpretation("either")],
            Attachments = [null!],
        };

        ContextPackage package = Packages.Pack(turn);

        Assert.Equal([new UnreadablePart("understanding", "System.NotSupportedException"), new UnreadablePart("attributes", "System.NotSupportedException")], package.Unreadable);
        Assert.Equal("Please refund order 12.", package.OriginalRequest.Text);
        Assert.Equal(3, package.Transcript.Count);
        Assert.DoesNotContain("canary", ContextPackageText.ToMarkdown(package), StringComparison.Ordinal);
        Assert.Contains("System.NotSupportedException", ContextPackageText.ToMarkdown(package), StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_severity_and_class_come_from_the_policy_and_the_turn()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(50, 4).CostsFor("refund", new DecisionCosts(80, 2)).Add(new StubTrigger("grave", Signal.Fire(Reason.Sensitivity).WithSeverity(Severity.High))));
        AgentTurn turn = Packages.Turn() with { DecisionClass = "refund" };
        ContextPackage Pack(AgentTurn packed) => new ContextPackager(null, new ManualTimeProvider()).Pack(packed, policy.Explain(packed), Packages.Route, null);

        ContextPackage package = Pack(turn);

        Assert.Equal((new DecisionCosts(80, 2), "refund", Severity.High), (package.Why.Costs, package.Why.DecisionClass, package.Why.Severity));
        Assert.Equal(Severity.High, package.Why.Triggers[0].Severity);
        Assert.Equal(["sensitivity"], package.Labels);
        Assert.Equal(new DecisionCosts(9, 1), Pack(turn with { Costs = new DecisionCosts(9, 1) }).Why.Costs);
        Assert.Null(Pack(turn with { Costs = default(DecisionCosts) }).Why.Costs);
    }

    [Fact]
    public void Without_words_of_the_callers_the_summary_counts()
    {
        Assert.Equal("User messages: 1; tool calls: 2, failed: 1, last refund. The agent proposes to call refund. Its best guess has confidence 0.4.", Packages.Pack().Summary!.Text);
        Assert.Equal("It has no answer.", Packages.Pack(new AgentTurn { Id = "t" }).Summary!.Text);
        Assert.Equal("Ada wants 99.50 back; her card expired.", Packages.Pack(Packages.FullTurn()).Summary!.Text);
    }

    private sealed class ThrowingFacts : IReadOnlyDictionary<string, string>
    {
        public int Count => throw new NotSupportedException("canary");

        public IEnumerable<string> Keys => throw new NotSupportedException("canary");

        public IEnumerable<string> Values => throw new NotSupportedException("canary");

        public string this[string key] => throw new NotSupportedException("canary");

        public bool ContainsKey(string key) => throw new NotSupportedException("canary");

        public bool TryGetValue(string key, out string value) => throw new NotSupportedException("canary");

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new NotSupportedException("canary");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
