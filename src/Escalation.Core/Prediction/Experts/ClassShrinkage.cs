namespace Escalation.Prediction.Experts;

/// <summary>How far the rates of classes are drawn to the rate over all of them.</summary>
/// <remarks>
/// A beta-binomial model: rates of classes spread around m with intraclass correlation rho, and the mean of a class given its labels is <c>(k + s m) / (n + s)</c> with <c>s = (1 - rho) / rho</c>.
/// Rho is the moment estimate from <c>E sum n_c (k_c / n_c - m)^2 = m (1 - m) [C - 1 + rho sum (1 - n_c / N)(n_c - 1)]</c>, held within 0 and 1 (Kleinman, JASA 1973, with the weights n_c). Pure functions.
/// </remarks>
internal static class ClassShrinkage
{
    /// <summary>The rate over all classes, half a label of either kind added, so that a few right ones are no certainty.</summary>
    internal static double Pooled(ReadOnlySpan<ExpertCounts> classes)
    {
        (long right, long labelled) = Sum(classes);
        return (right + 0.5) / (labelled + 1.0);
    }

    /// <summary>The strength s; infinite when the classes differ no more than chance makes them.</summary>
    internal static double Strength(ReadOnlySpan<ExpertCounts> classes)
    {
        (long right, long labelled) = Sum(classes);
        double mean = (double)right / labelled;
        double spread = 0.0;
        double weights = 0.0;
        foreach (ExpertCounts each in classes)
        {
            double distance = ((double)each.Right / each.Labelled) - mean;
            spread += each.Labelled * distance * distance;
            weights += (1.0 - ((double)each.Labelled / labelled)) * (each.Labelled - 1.0);
        }

        double excess = spread - ((classes.Length - 1.0) * mean * (1.0 - mean));

        // One class, one label in each, or one and the same answer everywhere: nothing to tell classes apart by.
        if (!(excess > 0.0 && weights > 0.0))
        {
            return double.PositiveInfinity;
        }

        double correlation = Math.Min(1.0, excess / (mean * (1.0 - mean) * weights));
        return (1.0 - correlation) / correlation;
    }

    /// <summary>The estimate of one class.</summary>
    internal static double Shrink(in ExpertCounts counts, double pooled, double strength) => double.IsPositiveInfinity(strength)
        ? pooled
        : (counts.Right + (strength * pooled)) / (counts.Labelled + strength);

    internal static (long Right, long Labelled) Sum(ReadOnlySpan<ExpertCounts> classes)
    {
        long right = 0;
        long labelled = 0;
        foreach (ExpertCounts each in classes)
        {
            right += each.Right;
            labelled += each.Labelled;
        }

        return (right, labelled);
    }
}
