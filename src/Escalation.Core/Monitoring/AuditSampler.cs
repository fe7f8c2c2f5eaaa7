using System.Buffers.Binary;
using System.Text;
using Escalation.Auditing;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Draws acted items for an audit by a person, with known probability, so that the risk stays known when only escalations get labels anyway.</summary>
/// <remarks>
/// <para>An item is drawn iff <c>SipHash-2-4(key, id) * 2^-64 &lt; q</c>. The draw is therefore the same in every process and on every repetition, anybody with the key can check it afterwards, and it does not depend on the item's loss
/// as long as whoever makes ids and answers does not know the key. Keep it as you keep a password; a propensity may differ from item to item, but must be fixed without knowing the loss.</para>
/// <para>Immutable and safe for concurrent use. Drawing is linear in the length of the id and allocates nothing.</para>
/// </remarks>
public sealed class AuditSampler
{
    private const double UnitInTheLastPlace = 1.0 / (1UL << 53);

    private readonly byte[] _key;

    /// <summary>Creates a sampler.</summary>
    /// <param name="key">The secret key: 16 bytes.</param>
    /// <param name="propensity">q: the probability to draw an item, and the least one that <see cref="Draw(string, double)"/> accepts; from <see cref="WeightedLoss.LeastPropensity"/> to 1. Of n acted items about q n get labels; the risk is then known as from about q n labels.</param>
    /// <exception cref="ArgumentException">Thrown when the key does not hold 16 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the propensity is NaN or out of range.</exception>
    public AuditSampler(ReadOnlySpan<byte> key, double propensity)
    {
        if (key.Length != KeyedHash.KeyLength)
        {
            throw new ArgumentException($"key must hold {KeyedHash.KeyLength} bytes, but holds {key.Length}.", nameof(key));
        }

        WeightedLoss.RequirePropensity(propensity);
        _key = key.ToArray();
        Propensity = propensity;
    }

    /// <summary>The probability to draw an item.</summary>
    public double Propensity { get; }

    /// <summary>A sampler whose key follows from a seed: for tests and simulations, where nobody tries to guess it.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="propensity">As for the constructor.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the propensity is NaN or out of range.</exception>
    public static AuditSampler FromSeed(ulong seed, double propensity)
    {
        Span<byte> key = stackalloc byte[KeyedHash.KeyLength];
        BinaryPrimitives.WriteUInt64LittleEndian(key, CountedUniform.BitsAt(seed, 0));
        BinaryPrimitives.WriteUInt64LittleEndian(key[8..], CountedUniform.BitsAt(seed, 1));
        return new AuditSampler(key, propensity);
    }

    /// <summary>Draws an item with the sampler's own propensity.</summary>
    /// <param name="id">The turn's id.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank, longer than <see cref="AuditEntry.MaximumIdLength"/> or not well-formed UTF-16.</exception>
    public AuditDraw Draw(string id) => Draw(id, Propensity);

    /// <summary>Draws an item with a propensity of its own, for example more often where the answer is unusual.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="propensity">From <see cref="Propensity"/> to 1, fixed without knowing the loss.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank, longer than <see cref="AuditEntry.MaximumIdLength"/> or not well-formed UTF-16.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the propensity is NaN, below that of the sampler or above 1.</exception>
    public AuditDraw Draw(string id, double propensity)
    {
        ArgumentNullException.ThrowIfNull(id);
        AuditEntry.RequireId(id, nameof(id));
        if (!(propensity >= Propensity && propensity <= 1.0))
        {
            Guard.OutOfRange(nameof(propensity), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"in [{Propensity:R}, 1]"), propensity);
        }

        Span<byte> utf8 = stackalloc byte[AuditEntry.MaximumIdLength * 3];
        int length = Encoding.UTF8.GetBytes(id, utf8);
        double place = (KeyedHash.Of(_key, utf8[..length]) >> 11) * UnitInTheLastPlace;
        return new AuditDraw(propensity, place < propensity);
    }
}
