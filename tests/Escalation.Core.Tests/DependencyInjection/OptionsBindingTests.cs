using Escalation.DependencyInjection;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Whatever stands in the section must reach the options or be refused: a value that is dropped leaves a trigger out in silence.</summary>
public class OptionsBindingTests
{
    [Theory]
    [Trait("Row", "71")]
    [InlineData("Loops", "true", "Escalation:Loops")]
    [InlineData("Confidence", "0.7", "Escalation:Confidence")]
    [InlineData("Costs:Classes:refund", "500", "Escalation:Costs:Classes:refund")]
    [InlineData("Loops:Tools", "poll", "Escalation:Loops:Tools")]
    [InlineData("Loops:Tools:poll", "polling", "Escalation:Loops:Tools:poll")]
    [InlineData("Loops:Tools:bash:NoiseFields", "description", "Escalation:Loops:Tools:bash:NoiseFields")]
    [InlineData("Routes", "desk", "Escalation:Routes")]
    [InlineData("Routes:0", "desk", "Escalation:Routes:0")]
    [InlineData("Confidence:Below:Value", "0.7", "Escalation:Confidence:Below:Value")]
    [InlineData("Keywords:Words:0:Word", "lawyer", "Escalation:Keywords:Words:0:Word")]
    [InlineData("Loops:Rules:ExactRepeats", "4", "Escalation:Loops:Rules:ExactRepeats")]
    [InlineData("Loops:ExactRepeat", "4", "Escalation:Loops:ExactRepeat")]
    [InlineData("Loop:ExactRepeats", "4", "Escalation:Loop:ExactRepeats")]
    public void A_value_that_nobody_asks_for_is_refused_by_its_path(string key, string value, string path)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Bind(("TimeBudget", "00:00:01"), (key, value)));

        Assert.Contains($"Unknown option '{path}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_has_a_value_as_well_is_refused() =>
        Assert.Contains("'Escalation:Costs'", Assert.Throws<InvalidOperationException>(() => Bind(("Costs", "50"), ("Costs:WrongAct", "50"), ("Costs:Escalation", "4"))).Message, StringComparison.Ordinal);

    [Fact]
    public void All_unknown_options_are_told_at_once()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Bind(("Loops:Exact", "4"), ("Cost:WrongAct", "50")));

        Assert.Contains("'Escalation:Cost:WrongAct', 'Escalation:Loops:Exact'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "71")]
    [InlineData("Loops", "")]
    [InlineData("Costs", null)]
    [InlineData("Loops:Tools", null)]
    [InlineData("Loops:ExactRepeats", " ")]
    [InlineData("Unknown", null)]
    public void What_is_empty_is_refused(string key, string? value) =>
        Assert.Contains($"'Escalation:{key}' is empty", Assert.Throws<InvalidOperationException>(() => Bind((key, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("TimeBudget", "5")]
    [InlineData("Loops:IdleGap", "30")]
    [InlineData("Rules:0:CoolDown:Span", "7")]
    [InlineData("Rules:0:Budget:span", " 7 ")]
    public void A_span_of_time_without_a_unit_would_be_days_and_is_refused(string key, string value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Bind((key, value)));

        Assert.Contains($"'Escalation:{key}' must be a time span", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(1.5), Bind(("Loops:IdleGap", "1.12:00:00")).Loops!.IdleGap);
    }

    [Fact]
    public void Every_option_that_is_a_span_of_time_is_known()
    {
        IEnumerable<string> spans = typeof(EscalationOptions).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(EscalationOptions).Namespace && type.IsPublic && (type == typeof(EscalationOptions) || type.Name.EndsWith("Settings", StringComparison.Ordinal)))
            .SelectMany(type => type.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(TimeSpan))
            .Select(property => property.Name);

        Assert.Equal(OptionsBinding.Spans.Order(StringComparer.Ordinal), spans.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keys_may_be_spelt_in_any_case_but_tools_are_named_as_written()
    {
        EscalationOptions options = Bind(("LOOPS:exactrepeats", "7"), ("LOOPS:tools:runTests:POLLING", "true"));

        Assert.Equal(7, options.Loops!.ExactRepeats);
        Assert.Equal("runTests", Assert.Single(options.Loops.Tools).Key);
        Assert.True(options.Loops.Tools["runTests"].Polling);
    }

    [Fact]
    public void An_empty_section_keeps_what_was_set_before()
    {
        var options = new EscalationOptions { Loops = new LoopSettings { ExactRepeats = 9 } };

        OptionsBinding.Bind(new MutableConfiguration(("Loops", null)).Section, options);

        Assert.Equal(9, options.Loops.ExactRepeats);
    }

    private static EscalationOptions Bind(params (string Key, string? Value)[] values)
    {
        var options = new EscalationOptions();
        OptionsBinding.Bind(new MutableConfiguration(values).Section, options);
        return options;
    }
}
