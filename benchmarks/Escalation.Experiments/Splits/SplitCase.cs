using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Data;

namespace Escalation.Experiments.Splits;

/// <summary>One promise on one pool: how it is certified on a calibration set, what a certified threshold does to the whole pool, and the exact law of both.</summary>
internal abstract class SplitCase(Pool pool, int draws, double alpha, double delta)
{
    /// <summary>A fingerprint of the right shape, so that repeated calibrations do not spend their time on hashing.</summary>
    protected static readonly string NoFingerprint = new('0', 64);

    /// <summary>The finite population.</summary>
    internal Pool Pool => pool;

    /// <summary>The size n of the calibration set.</summary>
    internal int Draws => draws;

    /// <summary>The level that is promised.</summary>
    internal double Alpha => alpha;

    /// <summary>The error level.</summary>
    internal double Delta => delta;

    /// <summary>What is promised, in one word.</summary>
    internal abstract string Rule { get; }

    /// <summary>The score that the threshold applies to.</summary>
    internal abstract string ScoreId { get; }

    /// <summary>The exact law under sampling without replacement.</summary>
    internal abstract PopulationLaw Law();

    /// <summary>Certifies on the items of a sample.</summary>
    internal abstract CalibrationResult Calibrate(ReadOnlySpan<int> sample);

    /// <summary>Applies a threshold to every item of the pool.</summary>
    internal abstract Deployment Deploy(Threshold threshold);
}
