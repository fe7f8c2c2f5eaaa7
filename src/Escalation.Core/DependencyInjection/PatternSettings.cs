using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Regular expressions that make a turn sensitive; trigger <c>sensitivity-pattern</c>. Only expressions that run in linear time are taken.</summary>
/// <remarks>Reasons: <c>sensitivity</c>, or the expression's own; a time-out of the engine counts as a match; <c>input-too-large</c> for a text above the limit, <c>no-signal</c> for a turn without text.</remarks>
public sealed class PatternSettings : TextScanOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The expressions; at least one. The first that matches gives the reason.</summary>
    public IList<ExpressionSettings> Expressions { get; } = [];

    internal PatternTrigger ToTrigger(string name) => new(name, Expressions.Select(expression => expression.ToPattern()), this);
}
