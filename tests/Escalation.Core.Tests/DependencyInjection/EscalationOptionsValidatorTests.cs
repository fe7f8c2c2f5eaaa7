using Escalation.DependencyInjection;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.DependencyInjection;

public class EscalationOptionsValidatorTests
{
    public static TheoryData<string, Action<EscalationOptions>> Broken() => new()
    {
        { "Version", options => options.Version = 0 },
        { "Version", options => options.Version = 2 },
        { "Confidence", options => options.Confidence = new ConfidenceSettings() },
        { "Confidence", options => options.Confidence = new ConfidenceSettings { Below = 0.5, Certificate = "c.json" } },
        { "Confidence:Below", options => options.Confidence = new ConfidenceSettings { Below = 1.0000001 } },
        { "Confidence:Below", options => options.Confidence = new ConfidenceSettings { Below = -0.1 } },
        { "Confidence:Below", options => options.Confidence = new ConfidenceSettings { Below = -0.0 } },
        { "Confidence:Below", options => options.Confidence = new ConfidenceSettings { Below = double.NaN } },
        { "Confidence:Below", options => options.Confidence = new ConfidenceSettings { Below = double.PositiveInfinity } },
        { "Confidence:Certificate", options => options.Confidence = new ConfidenceSettings { Certificate = " " } },
        { "Costs", options => options.Costs = new CostSettings() },
        { "Costs", options => options.Costs = new CostSettings { WrongAct = 4, Escalation = 4 } },
        { "Costs", options => options.Costs = new CostSettings { WrongAct = double.PositiveInfinity, Escalation = 4 } },
        { "Costs", options => options.Costs = new CostSettings { WrongAct = 50, Escalation = double.NaN } },
        { "Costs", options => options.Costs = new CostSettings { WrongAct = 1e308, Escalation = 1e-308 } },
        { "Costs:ExpertIsRight", options => options.Costs = new CostSettings { WrongAct = 50, Escalation = 4, ExpertIsRight = 1.1 } },
        { "Costs:Classes:refund", options => options.Costs = new CostSettings { WrongAct = 50, Escalation = 4, Classes = { ["refund"] = new ClassCostSettings() } } },
        { "Keywords:Words", options => options.Keywords = new KeywordSettings() },
        { "Keywords:Words:1", options => options.Keywords = new KeywordSettings { Words = { "lawyer", " " } } },
        { "Keywords:Matching", options => options.Keywords = new KeywordSettings { Words = { "lawyer" }, Matching = (KeywordMatching)7 } },
        { "Slots", options => options.Slots = new SlotSettings() },
        { "Slots", options => options.Slots = new SlotSettings { Schemas = { ["a"] = new SlotSchemaOptions() } } },
        { "Slots", options => options.Slots = new SlotSettings { Schemas = { ["a"] = new SlotSchemaOptions { Slots = { ["b"] = new SlotDefinition { Pattern = "(?=x)" } } } } } },
        { "Goals", options => options.Goals = new GoalSettings { MaximumGoals = 0 } },
        { "Goals", options => options.Goals = new GoalSettings { Enabled = false, Connectives = { " " } } },
        { "Attribution", options => options.Attribution = new AttributionSettings { Above = double.NaN } },
        { "Disagreement", options => options.Disagreement = new DisagreementSettings() },
        { "Disagreement", options => options.Disagreement = new DisagreementSettings { Above = 0.2, Certificate = "c.json" } },
        { "Disagreement", options => options.Disagreement = new DisagreementSettings { Above = 0.2, MinimumSamples = 1 } },
        { "Disagreement:Above", options => options.Disagreement = new DisagreementSettings { Above = double.NaN } },
        { "Disagreement:Certificate", options => options.Disagreement = new DisagreementSettings { Certificate = " " } },
        { "OutOfScope", options => options.OutOfScope = new OutOfScopeSettings() },
        { "OutOfScope", options => options.OutOfScope = new OutOfScopeSettings { Level = 1, Temperature = 0 } },
        { "OutOfScope", options => options.OutOfScope = new OutOfScopeSettings { Level = 1, Measure = OutOfScopeMeasure.Energy, ScoresAreProbabilities = true } },
        { "OutOfScope:Level", options => options.OutOfScope = new OutOfScopeSettings { Level = double.NegativeInfinity } },
        { "Routes:0:Key", options => options.Routes.Add(new RouteSettings()) },
        { "Routes:0:When", options => options.Routes.Add(new RouteSettings { Key = "k", When = "" }) },
        { "Routes:0:Priority", options => options.Routes.Add(new RouteSettings { Key = "k", Priority = (Escalation.Decisions.Priority)9 }) },
        { "TimeBudget", options => options.TimeBudget = TimeSpan.Zero },
        { "TimeBudget", options => options.TimeBudget = TimeSpan.FromDays(1.01) },
    };

    [Theory]
    [Trait("Row", "23")]
    [Trait("Row", "72")]
    [Trait("Row", "74")]
    [MemberData(nameof(Broken))]
    public void What_cannot_work_is_refused_and_named(string path, Action<EscalationOptions> breakIt)
    {
        ArgumentNullException.ThrowIfNull(breakIt);
        var options = new EscalationOptions();
        breakIt(options);

        var result = new EscalationOptionsValidator().Validate("support", options);

        Assert.True(result.Failed);
        string failure = Assert.Single(result.Failures);
        Assert.StartsWith($"Property {path}: ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_at_once_at_its_bounds_is_accepted()
    {
        var options = new EscalationOptions
        {
            Version = 1,
            Confidence = new ConfidenceSettings { Below = 1.0 },
            Costs = new CostSettings { WrongAct = 50, Escalation = 4, ExpertIsRight = 0.0, Classes = { ["refund"] = new ClassCostSettings { WrongAct = 500, Escalation = 4 } } },
            Keywords = new KeywordSettings { Words = { "lawyer" } },
            TimeBudget = TimeSpan.FromDays(1),
            Routes = { new RouteSettings { Key = "k" }, new RouteSettings { Key = "l", When = "loop", Priority = Escalation.Decisions.Priority.Urgent } },
        };

        Assert.True(new EscalationOptionsValidator().Validate("support", options).Succeeded);
        Assert.True(new EscalationOptionsValidator().Validate(null, new EscalationOptions()).Succeeded);
    }

    [Fact]
    public void Every_failure_is_told_at_once()
    {
        var options = new EscalationOptions { Version = 9, TimeBudget = TimeSpan.Zero, Costs = new CostSettings() };

        Assert.Equal(3, new EscalationOptionsValidator().Validate("support", options).Failures!.Count());
    }
}
