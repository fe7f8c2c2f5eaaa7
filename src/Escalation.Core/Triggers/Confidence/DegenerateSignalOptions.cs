namespace Escalation.Triggers.Confidence;

/// <summary>When a confidence counts as degenerate: one that no longer tells turns apart.</summary>
public class DegenerateSignalOptions
{
    /// <summary>How many of the latest scores are looked at, from 10 to 100,000. Before there are as many, nothing is said.</summary>
    public int Window { get; set; } = 200;

    /// <summary>The largest share, in (0, 1], that one and the same score may have: an alarm above it. 0.95 unless given.</summary>
    public double MaximumShare { get; set; } = 0.95;

    /// <summary>The smallest standard deviation, at least 0, on the scale of the scores: an alarm below it. 0.005 unless given.</summary>
    public double MinimumDeviation { get; set; } = 0.005;

    /// <summary>The least AUROC, in [0.5, 1), that a score worth having reaches: an alarm once the labels show, at <see cref="AurocDelta"/>, that it is at most this. 0.6 unless given; 0.5 is chance itself, which only a score worse than chance can be shown to stay below.</summary>
    public double MinimumAuroc { get; set; } = 0.6;

    /// <summary>The probability, in (0, 1), that the interval for the AUROC misses it at any time, and so of a false alarm by labels however long they are watched. 0.05 unless given.</summary>
    public double AurocDelta { get; set; } = 0.05;
}
