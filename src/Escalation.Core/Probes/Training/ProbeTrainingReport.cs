using Escalation.Learning.Wide;

namespace Escalation.Probes.Training;

/// <summary>How a probe was trained and how good it is on groups that its folds' training had not seen.</summary>
/// <remarks>
/// The metrics judge the recipe: probes trained on the other folds, with a penalty chosen by further folds within their training rows. The probe that is handed out is trained on
/// all rows by the same recipe; its own quality is not measured by any row left.
/// </remarks>
public sealed class ProbeTrainingReport
{
    /// <summary>What was predicted.</summary>
    public required ProbeTarget Target { get; init; }

    /// <summary>How many rows.</summary>
    public required int Rows { get; init; }

    /// <summary>How many groups; as many as rows when none were given.</summary>
    public required int Groups { get; init; }

    /// <summary>For labels, how many are true; 0 for values.</summary>
    public required int Positives { get; init; }

    /// <summary>The folds.</summary>
    public required IReadOnlyList<FoldReport> Folds { get; init; }

    /// <summary>How the penalty of the final fit was chosen; null when only one was given.</summary>
    public required PenaltySelection? Selection { get; init; }

    /// <summary>The final fit on all rows, with its penalty and its proven optimality gap.</summary>
    public required WideFit Fit { get; init; }

    /// <summary>The metrics of labels; null for values.</summary>
    public required LabelMetrics? Labels { get; init; }

    /// <summary>The metrics of values; null for labels.</summary>
    public required ValueMetrics? Values { get; init; }
}
