namespace Escalation.Learning.Calibrators;

/// <summary>How the bins of a histogram are cut.</summary>
public enum HistogramRule
{
    /// <summary>Bins of equal width over [0, 1]; for probabilities only.</summary>
    EqualWidth,

    /// <summary>Bins of nearly equal numbers of rows, on any scale; equal scores stay in one bin.</summary>
    EqualMass,
}
