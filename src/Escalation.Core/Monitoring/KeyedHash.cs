using System.Buffers.Binary;
using System.Numerics;

namespace Escalation.Monitoring;

/// <summary>SipHash-2-4: 64 bits from a text and a secret key that nobody can tell from random ones without the key.</summary>
/// <remarks>Pure, allocates nothing. Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012), section 2.</remarks>
internal static class KeyedHash
{
    internal const int KeyLength = 16;

    internal static ulong Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        ulong k0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        ulong k1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
        (ulong, ulong, ulong, ulong) v = (k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573);
        int whole = message.Length & ~7;
        for (int i = 0; i < whole; i += 8)
        {
            v = Absorb(v, BinaryPrimitives.ReadUInt64LittleEndian(message[i..]));
        }

        ulong last = (ulong)message.Length << 56;
        for (int i = whole; i < message.Length; i++)
        {
            last |= (ulong)message[i] << (8 * (i - whole));
        }

        v = Absorb(v, last);
        v.Item3 ^= 0xFF;
        v = Round(Round(Round(Round(v))));
        return v.Item1 ^ v.Item2 ^ v.Item3 ^ v.Item4;
    }

    private static (ulong, ulong, ulong, ulong) Absorb((ulong V0, ulong V1, ulong V2, ulong V3) v, ulong word)
    {
        v.V3 ^= word;
        v = Round(Round(v));
        v.V0 ^= word;
        return v;
    }

    private static (ulong, ulong, ulong, ulong) Round((ulong V0, ulong V1, ulong V2, ulong V3) v)
    {
        unchecked
        {
            v.V0 += v.V1;
            v.V1 = BitOperations.RotateLeft(v.V1, 13) ^ v.V0;
            v.V0 = BitOperations.RotateLeft(v.V0, 32);
            v.V2 += v.V3;
            v.V3 = BitOperations.RotateLeft(v.V3, 16) ^ v.V2;
            v.V0 += v.V3;
            v.V3 = BitOperations.RotateLeft(v.V3, 21) ^ v.V0;
            v.V2 += v.V1;
            v.V1 = BitOperations.RotateLeft(v.V1, 17) ^ v.V2;
            v.V2 = BitOperations.RotateLeft(v.V2, 32);
            return v;
        }
    }
}
