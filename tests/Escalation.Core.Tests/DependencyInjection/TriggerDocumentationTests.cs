using System.Reflection;
using Escalation.Core.Tests.Architecture;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Triggers;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Confidence;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>The page on triggers names what there is.</summary>
public class TriggerDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "triggers.md"));

    [Fact]
    public void Every_section_of_a_score_a_text_a_composition_or_a_rule_is_on_the_page()
    {
        string[] sections = ["Confidence", "SelfConsistency", "Verifier", "LogProbs", "DelegationValue", "VerbalizedConfidence", "DegenerateSignal", "Costs", "Keywords", "Patterns", "PersonalData", "Sentiment", "HiddenText", "Accounts", "Loops", "Ambiguity", "Disagreement", "Slots", "Goals", "OutOfScope", "Attribution", "Compositions", "Rules"];
        Assert.All(sections, section =>
        {
            Assert.NotNull(typeof(EscalationOptions).GetProperty(section));
            Assert.Contains($"`{section}`", Page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_reason_that_a_trigger_gives_and_every_kind_of_composition_is_on_the_page()
    {
        IEnumerable<Reason> reasons = Reasons(typeof(SensitivityReason)).Concat(Reasons(typeof(AmbiguityReason))).Concat([DegenerateSignalTrigger.DegenerateSignal, Trigger.WeightedEvidence])
            .Concat(Reasons(typeof(Reason)).Except([Reason.WithinThresholds, Reason.OwnedByPerson, Reason.ReentrancyLimit, Reason.InvalidDistribution]));
        Assert.All(reasons, reason => Assert.Contains($"`{reason.Code}`", Page, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<CompositionKind>(), kind => Assert.Contains($"`{kind}`", Page, StringComparison.Ordinal));
        Assert.All(typeof(RuleSettings).GetProperties().Where(property => property.Name != "Trigger"), property => Assert.Contains($"`{property.Name}`", Page, StringComparison.Ordinal));
    }

    private static IEnumerable<Reason> Reasons(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(Reason)).Select(property => (Reason)property.GetValue(null)!);
}
