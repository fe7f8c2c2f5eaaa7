namespace Escalation.Probes.Training;

/// <summary>A probe with the report of its training.</summary>
public sealed class TrainedProbe
{
    private readonly double[] _scores;
    private readonly int[] _folds;

    internal TrainedProbe(LinearProbe probe, ProbeTrainingReport report, double[] scores, int[] folds)
    {
        Probe = probe;
        Report = report;
        _scores = scores;
        _folds = folds;
    }

    /// <summary>The probe, trained on all rows, standardisation folded in. For labels it carries a Platt calibration that was fitted on held-out scores alone; none when the labels did not rise with these, so a calibration never turns the order of scores round.</summary>
    public LinearProbe Probe { get; }

    /// <summary>How it was trained and how good the recipe is.</summary>
    public ProbeTrainingReport Report { get; }

    /// <summary>The score of each row by the probe of a fold that had not seen the row's group.</summary>
    public ReadOnlySpan<double> HeldOutScores => _scores;

    /// <summary>The fold of each row.</summary>
    public ReadOnlySpan<int> Folds => _folds;
}
