using System.Numerics;
using System.Text;
using Escalation.Triggers.Sensitivity.Matching;

namespace Escalation.Core.Tests.Triggers.Sensitivity.Matching;

public class WordFilterTests
{
    private const int MostLetters = 40;
    private const double MostFalse = 0.03;

    [Fact]
    public void Every_word_of_the_set_passes_and_hardly_another_one()
    {
        foreach (int count in new[] { 1, 10, 100, 1_000, 10_000 })
        {
            var random = new Random(count);
            string[] words = [.. Enumerable.Range(0, 2 * count).Select(_ => Word(random, 1 + random.Next(MostLetters))).Distinct(StringComparer.Ordinal)];
            string[] inside = words[..(words.Length / 2)];
            string[] outside = [.. Enumerable.Range(0, 10_000).Select(_ => Word(random, 3 + random.Next(20))).Except(inside, StringComparer.Ordinal)];
            WordFilter filter = Of(inside);
            Assert.All(inside, word => Assert.True(filter.MayHold(HashOf(word)), word));
            int passed = outside.Count(word => filter.MayHold(HashOf(word)));
            Assert.True(passed <= MostFalse * outside.Length, $"{passed} of {outside.Length} with {count} words");
        }
    }

    [Fact]
    public void The_hash_of_a_word_does_not_depend_on_what_stands_around_it()
    {
        var random = new Random(3);
        for (int length = 1; length <= 70; length++)
        {
            string word = Word(random, length);
            byte[] buffer = new byte[length + 16];
            random.NextBytes(buffer);
            Encoding.ASCII.GetBytes(word, buffer.AsSpan(8));
            Assert.Equal(HashOf(word), WordHash.Of(ref buffer[8], length));
        }
    }

    [Fact]
    public void Words_of_one_letter_repeated_differ_by_their_length()
    {
        ulong[] hashes = [.. Enumerable.Range(1, 70).Select(length => HashOf(new string('a', length)))];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Sifting_a_block_keeps_every_word_of_the_set_and_only_words_that_pass_one_by_one(int shortest)
    {
        var random = new Random(shortest);
        string[] words = [.. Enumerable.Range(0, 300).Select(_ => Word(random, shortest + random.Next(3)))];
        HashSet<string> inside = [.. words[..100]];
        WordFilter filter = Of([.. inside]);
        int kept = 0;
        for (int i = 0; i < 2_000; i++)
        {
            // Two blocks and the padding: the first word of the second may begin in the first.
            string text = string.Join(' ', Enumerable.Range(0, 80).Select(_ => random.Next(3) == 0 ? Word(random, 1 + random.Next(60)) : words[random.Next(words.Length)]))[..136];
            byte[] bytes = Encoding.ASCII.GetBytes(text);
            (ulong letters, ulong ends, ulong needed, ulong allowed, int first) = (0, 0, 0, 0, 0);
            for (int at = 64; at < 128; at++)
            {
                letters |= text[at] != ' ' ? 1UL << (at - 64) : 0;
            }

            foreach ((int start, int end) in WordSplitter.Split(text, underscoreJoins: false).Where(word => word.End is >= 64 and < 128))
            {
                ulong bit = 1UL << (end - 64);
                first = start < 64 ? start - 64 : first;
                ends |= bit;
                needed |= inside.Contains(text[start..end]) ? bit : 0;
                allowed |= filter.MayHold(HashOf(text[start..end])) ? bit : 0;
            }

            ulong sifted = filter.Sift(ref bytes[64], first, letters, ends);
            Assert.Equal(needed, needed & sifted);
            Assert.Equal(0UL, sifted & ~allowed);
            kept += BitOperations.PopCount(needed);
        }

        Assert.True(kept > 500, $"{kept}");
    }

    private static WordFilter Of(string[] words)
    {
        var filter = new WordFilter(words.Length);
        foreach (string word in words)
        {
            filter.Add(HashOf(word), word.Length);
        }

        return filter;
    }

    private static ulong HashOf(string word)
    {
        byte[] bytes = new byte[word.Length + WordHash.Padding];
        Encoding.ASCII.GetBytes(word, bytes);
        return WordHash.Of(ref bytes[0], word.Length);
    }

    private static string Word(Random random, int length) => string.Create(length, random, static (word, source) =>
    {
        foreach (ref char c in word)
        {
            c = (char)('a' + source.Next(26));
        }
    });
}
