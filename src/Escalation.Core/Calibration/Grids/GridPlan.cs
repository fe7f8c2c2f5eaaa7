using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.Grids;

/// <summary>How the thresholds of a grid are tested together: fixed before a label is read.</summary>
/// <param name="Procedure">The procedure; any but the order statistic.</param>
/// <param name="Start">Where sequences begin.</param>
/// <param name="Starts">How many sequences there are; 1 for a single one.</param>
/// <param name="Share">The error level that is to be spent.</param>
/// <param name="Planned">The error level that starts and bets go by, at most the share.</param>
/// <param name="Count">How many thresholds there are.</param>
internal sealed record GridPlan(CertificateProcedure Procedure, SequenceStart Start, int Starts, double Share, double Planned, int Count)
{
    /// <summary>The plan of a calibration. A grid with fewer thresholds than starts has a start at each.</summary>
    internal static GridPlan Of(SelectiveRiskOptions options, int count)
    {
        bool several = options.Procedure is CertificateProcedure.MultiStart or CertificateProcedure.Graphical;
        double share = options.Level ?? options.Delta;
        return new GridPlan(options.Procedure, options.Start, several ? Math.Min(options.Starts, count) : 1, share, options.PlannedLevel ?? share, count);
    }

    /// <summary>Whether the thresholds are tested in an order.</summary>
    internal bool IsSequential => Procedure is CertificateProcedure.FixedSequence or CertificateProcedure.MultiStart or CertificateProcedure.Graphical;

    /// <summary>The level that each threshold, or the first of each sequence, has to begin with.</summary>
    internal double Level => LevelShare.Level(Share, IsSequential ? Starts : Count);

    /// <summary>The same of the level that starts and bets go by.</summary>
    internal double PlannedLevel => LevelShare.Level(Planned, IsSequential ? Starts : Count);

    /// <summary>How many acted items a threshold must have for a sequence to begin there; 1 where there is no sequence.</summary>
    internal long Required(CertificateMethod method, double alpha) =>
        IsSequential ? Calibration.FixedSequence.RequiredAtStart(Start, LeastCount.Of(method, alpha, PlannedLevel)) : 1;

    /// <summary>How many acted items the most permissive threshold must have for anything to be certified.</summary>
    internal long Needed(CertificateMethod method, double alpha) => Math.Max(Required(method, alpha), LeastCount.Of(method, alpha, Level));
}
