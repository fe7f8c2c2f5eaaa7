using System.Globalization;

namespace Escalation.Handoff;

/// <summary>A channel on which users are told something.</summary>
/// <param name="Name">Its name, as <see cref="Decisions.AgentTurn.Channel"/> says it; compared without case.</param>
/// <param name="Encoding">What it makes of characters.</param>
/// <param name="MaximumLength">The longest message it takes, in UTF-16 units; at least 80.</param>
internal sealed record FallbackChannel(string Name, FallbackEncoding Encoding, int MaximumLength)
{
    /// <summary>The last resort fits, and some more.</summary>
    internal const int LeastLength = 80;

    /// <summary>A channel that nobody described.</summary>
    internal static FallbackChannel Unknown { get; } = new("", FallbackEncoding.Text, int.MaxValue);

    internal static FallbackChannel Create(string name, FallbackEncoding encoding, int maximumLength)
    {
        Guard.NotBlank(name);
        if (!Enum.IsDefined(encoding))
        {
            throw new ArgumentOutOfRangeException(nameof(encoding), encoding, string.Create(CultureInfo.InvariantCulture, $"encoding must be one of the named ones, but was {(int)encoding}."));
        }

        return new FallbackChannel(name, encoding, Guard.AtLeast(maximumLength, LeastLength));
    }
}
