namespace Escalation.Learning;

/// <summary>Row weights that make up for classes of different size.</summary>
public static class ClassWeights
{
    /// <summary>Weights under which both classes have half the total, which stays the number of rows: <c>n / (2 n_class)</c>.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <returns>One weight a row.</returns>
    /// <exception cref="ArgumentException">Thrown when a class is empty.</exception>
    public static double[] Balanced(ReadOnlySpan<bool> labels)
    {
        int positives = labels.Count(true);
        int negatives = labels.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"labels must hold both classes, but hold {positives} true and {negatives} false."), nameof(labels));
        }

        var weights = new double[labels.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = labels.Length / (2.0 * (labels[i] ? positives : negatives));
        }

        return weights;
    }
}
