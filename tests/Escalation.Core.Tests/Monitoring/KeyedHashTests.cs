using Escalation.Monitoring;

namespace Escalation.Core.Tests.Monitoring;

public sealed class KeyedHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    /// <summary>From appendix A of the paper and the vectors of its reference code: messages 00, 00 01, ... under the key 00 01 .. 0f.</summary>
    [Theory]
    [InlineData(0, 0x726FDB47DD0E0E31UL)]
    [InlineData(1, 0x74F839C593DC67FDUL)]
    [InlineData(7, 0xAB0200F58B01D137UL)]
    [InlineData(8, 0x93F5F5799A932462UL)]
    [InlineData(15, 0xA129CA6149BE45E5UL)]
    [InlineData(63, 0x958A324CEB064572UL)]
    public void Hashes_are_the_published_ones(int length, ulong expected) =>
        Assert.Equal(expected, KeyedHash.Of(Key, [.. Enumerable.Range(0, length).Select(i => (byte)i)]));
}
