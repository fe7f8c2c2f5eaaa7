namespace Escalation.Tool.Verbs.Cascade;

/// <summary>The answer of <c>cascade</c>.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Calibration">The rows of each calibration set.</param>
/// <param name="Routers">Uncertainty, random, oracle and delegation value.</param>
internal sealed record CascadeAnswer(CascadeTable Table, int Calibration, IReadOnlyList<Router> Routers)
{
    /// <summary>The folds of the prediction.</summary>
    internal required int Folds { get; init; }

    /// <summary>Rows where delegating mends an error, changes nothing, and does harm.</summary>
    internal required (int Help, int Neutral, int Harm) Values { get; init; }

    internal required double WeakAccuracy { get; init; }

    internal required double StrongAccuracy { get; init; }

    /// <summary>The accuracy of whoever knew which of the two is right.</summary>
    internal required double BestAccuracy { get; init; }

    /// <summary>Whether every budget could be certified with so many rows.</summary>
    internal bool IsCertified => Routers[0].Budgets.All(static budget => budget.Splits.AllowedCount >= 0);
}
