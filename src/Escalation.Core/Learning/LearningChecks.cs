using System.Globalization;

namespace Escalation.Learning;

/// <summary>Checks of training data, with the first offender in the message.</summary>
internal static class LearningChecks
{
    internal static void Matrix(ReadOnlySpan<double> features, int rows, int columns)
    {
        Guard.AtLeast(rows, 1);
        Guard.AtLeast(columns, 1);
        if (features.Length != (long)rows * columns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold rows * columns = {(long)rows * columns} numbers, but holds {features.Length}."), nameof(features));
        }

        for (int i = 0; i < features.Length; i++)
        {
            if (!double.IsFinite(features[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(features), features[i], string.Create(CultureInfo.InvariantCulture, $"features must be finite, but row {i / columns}, column {i % columns} is {features[i]:R}."));
            }
        }
    }

    /// <summary>Soft targets: probabilities, one a row, that do not all sit on one side.</summary>
    internal static void Targets(ReadOnlySpan<double> targets, int rows, ReadOnlySpan<double> weights)
    {
        Length(targets.Length, rows, nameof(targets));
        bool belowOne = false;
        bool aboveZero = false;
        for (int i = 0; i < targets.Length; i++)
        {
            double target = targets[i];
            if (!(target >= 0.0 && target <= 1.0))
            {
                throw new ArgumentOutOfRangeException(nameof(targets), target, string.Create(CultureInfo.InvariantCulture, $"targets must be in [0, 1], but row {i} is {target:R}."));
            }

            bool counts = weights.IsEmpty || weights[i] > 0.0;
            belowOne |= counts && target < 1.0;
            aboveZero |= counts && target > 0.0;
        }

        if (!(belowOne && aboveZero))
        {
            throw new ArgumentException($"targets must hold both classes, but every one is {(belowOne ? "0" : "1")}.", nameof(targets));
        }
    }

    internal static void Weights(ReadOnlySpan<double> weights, int rows)
    {
        Length(weights.Length, rows, nameof(weights));
        double total = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0.0 && double.IsFinite(weights[i])))
            {
                throw new ArgumentOutOfRangeException(nameof(weights), weights[i], string.Create(CultureInfo.InvariantCulture, $"weights must be finite and at least 0, but row {i} is {weights[i]:R}."));
            }

            total += weights[i];
        }

        if (!(total > 0.0 && double.IsFinite(total)))
        {
            Guard.OutOfRange(nameof(weights), "numbers whose sum is finite and above 0", total);
        }
    }

    internal static void Length(int length, int rows, string name)
    {
        if (length != rows)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold one entry a row, {rows}, but holds {length}."), name);
        }
    }
}
