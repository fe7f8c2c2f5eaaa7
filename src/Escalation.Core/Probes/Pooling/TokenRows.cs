using System.Globalization;

namespace Escalation.Probes.Pooling;

/// <summary>Checks of the length of tokens.</summary>
internal static class TokenRows
{
    internal static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must have {expected} activations for each token, but has {actual}."), name);
        }
    }

    internal static void RequireRows(ActivationRows tokens, int expected, string name)
    {
        if (tokens.Rows > 0)
        {
            RequireLength(tokens.Length, expected, name);
        }
    }
}
