namespace Escalation.Statistics;

/// <summary>A family of tests of the hypotheses "the risk exceeds alpha" on one sample, whose p-value falls as alpha grows.</summary>
internal interface IRiskTest
{
    /// <summary>The p-value, never below the truth.</summary>
    double PValue(double alpha);

    /// <summary>Its natural logarithm, as a start for the search; negative infinity where the p-value is zero.</summary>
    double LogPValue(double alpha);
}
