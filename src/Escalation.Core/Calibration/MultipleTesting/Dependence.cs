namespace Escalation.Calibration.MultipleTesting;

/// <summary>How the p-values of a family depend on each other, as far as the caller can vouch for it. It cannot be read off the p-values, so nothing guesses it.</summary>
public enum Dependence
{
    /// <summary>Nothing is known, or one calibration set serves all hypotheses in unknown ways. Bonferroni, Holm, sequences and graphs hold here; the procedures that ask for a dependence refuse.</summary>
    Arbitrary = 0,

    /// <summary>Positive regression dependence on each true null (PRDS; Benjamini and Yekutieli 2001): given the p-value of a true null, larger values of it make larger values of the others more likely.</summary>
    PositiveRegression,

    /// <summary>The p-values of the true nulls are independent of each other and of all others, as with disjoint calibration sets.</summary>
    Independent,
}
