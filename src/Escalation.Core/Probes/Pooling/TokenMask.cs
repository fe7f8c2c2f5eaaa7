using System.Globalization;

namespace Escalation.Probes.Pooling;

/// <summary>Checks of the mask that tells real tokens from padding.</summary>
internal static class TokenMask
{
    internal static void Require(ReadOnlySpan<bool> real, int tokens)
    {
        if (real.Length != tokens)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"real must hold {tokens} elements, one for each token, but holds {real.Length}."), nameof(real));
        }
    }
}
