using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Escalation.Probes;

/// <summary>Argument checks that the kinds of probes share.</summary>
internal static class ProbeChecks
{
    /// <summary>Throws when there is nothing.</summary>
    internal static void Some(int length, string name)
    {
        if (length == 0)
        {
            throw new ArgumentException($"{name} must not be empty.", name);
        }
    }

    /// <summary>Throws unless there are as many elements as expected.</summary>
    internal static void Length(long actual, long expected, string name)
    {
        if (actual != expected)
        {
            Refuse(actual, expected, name);
        }
    }

    /// <summary>Throws unless the rows have the probe's length and there is room for just their scores.</summary>
    internal static void Rows(ActivationRows rows, int length, int scores, int probes)
    {
        if (rows.Length != length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"rows must hold {length} activations each, but hold {rows.Length}."), nameof(rows));
        }

        Length(scores, (long)rows.Rows * probes, nameof(scores));
    }

    /// <summary>Throws unless an element is finite.</summary>
    internal static void Finite(float value, int index, string name)
    {
        if (!float.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] must be a finite number, but was {value:R}."));
        }
    }

    /// <summary>Rounds to a float; throws unless that is finite.</summary>
    internal static float Single(double value, string name)
    {
        float single = (float)value;
        if (!float.IsFinite(single))
        {
            Guard.OutOfRange(name, "a finite number in the range of a float", value);
        }

        return single;
    }

    // Apart, so that scoring one row does not pay for the making of a message.
    [DoesNotReturn]
    private static void Refuse(long actual, long expected, string name) =>
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold {expected} elements, but holds {actual}."), name);
}
