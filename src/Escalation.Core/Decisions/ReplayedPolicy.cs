namespace Escalation.Decisions;

/// <summary>What a policy said about recorded turns, with its threshold still open: the score of each turn, and whether the rest of the policy escalates it whatever the threshold.</summary>
/// <remarks>Immutable, and safe to share between threads. A calibration over it certifies the final decision of the whole policy, see <see cref="PolicyReplay"/>.</remarks>
public sealed class ReplayedPolicy
{
    private readonly double[] _scores;
    private readonly bool[] _forced;

    internal ReplayedPolicy(string fingerprint, ScoreDirection direction, double[] scores, bool[] forced)
    {
        Fingerprint = fingerprint;
        Direction = direction;
        _scores = scores;
        _forced = forced;
        foreach (bool escalates in forced)
        {
            ForcedCount += escalates ? 1 : 0;
        }
    }

    /// <summary>Identifies the policy besides its open threshold: 64 lowercase hexadecimal digits. A policy deployed with the certificate has the same one, or says that it changed.</summary>
    public string Fingerprint { get; }

    /// <summary>Which side of the open threshold escalates.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>The number of turns.</summary>
    public int Count => _scores.Length;

    /// <summary>How many turns the rest of the policy escalates.</summary>
    public int ForcedCount { get; }

    /// <summary>The score of each turn in the order of the recording; of a forced turn the score that escalates at every threshold, see <see cref="ForcedScore"/>.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The score that stands for a forced turn: the largest double where high scores delegate, else the smallest.</summary>
    /// <param name="direction">Which side of the threshold escalates.</param>
    public static double ForcedScore(ScoreDirection direction) => direction == ScoreDirection.HigherDelegates ? double.MaxValue : double.MinValue;

    /// <summary>Whether the rest of the policy, a fault or a missing score escalates the turn: it ranks above every score.</summary>
    public ReadOnlySpan<bool> Forced => _forced;
}
