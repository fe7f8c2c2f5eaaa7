using System.Globalization;

namespace Escalation.Learning.Calibrators;

/// <summary>Checks of calibration rows, with the first offender in the message.</summary>
internal static class CalibratorChecks
{
    internal static void Rows(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        LearningChecks.Length(labels.Length, Guard.AtLeast(scores.Length, 1), nameof(labels));
        Finite(scores, nameof(scores));
    }

    internal static void Finite(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentOutOfRangeException(name, values[i], string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must be finite, but was {values[i]:R}."));
            }
        }
    }

    /// <summary>Refuses numbers outside [0, 1] and NaN.</summary>
    internal static void Unit(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0.0 && values[i] <= 1.0))
            {
                throw new ArgumentOutOfRangeException(name, values[i], string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must be in [0, 1], but was {values[i]:R}."));
            }
        }
    }
}
