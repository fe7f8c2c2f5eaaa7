using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>A trigger made of others, see <see cref="Triggers.Trigger"/>.</summary>
/// <remarks>Reasons: that of the strictest part that fired; for <c>Not</c> and <c>Weighted</c> its own, <c>weighted-evidence</c> unless given. What a part is missing or failed with comes out of every composition.</remarks>
public sealed class CompositionSettings
{
    /// <summary>Its name, unique within the policy.</summary>
    public string Name { get; set; } = "";

    /// <summary>How it joins its parts.</summary>
    public CompositionKind Kind { get; set; }

    /// <summary>The parts; at least one, one for <c>Not</c>, two for <c>When</c>.</summary>
    public IList<PartSettings> Parts { get; } = [];

    /// <summary>How many parts must fire, from 1 to their number; for <c>AtLeast</c>.</summary>
    public int? Count { get; set; }

    /// <summary>The share of weight, in [0, 1), above which it fires; for <c>Weighted</c>, unless a certificate says it.</summary>
    public double? Above { get; set; }

    /// <summary>The path of a certificate for the share, see <see cref="ConfidenceSettings.Certificate"/>; for <c>Weighted</c>. High shares must delegate.</summary>
    public string? Certificate { get; set; }

    /// <summary>The code of the reason to give; for <c>Not</c>, which needs one, and <c>Weighted</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>What to propose; for <c>Not</c> and, as the least, <c>Weighted</c>. Stricter than acting.</summary>
    public DecisionOutcome? Outcome { get; set; }
}
