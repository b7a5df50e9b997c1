namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>A throw between Wait and Release loses the permit.</summary>
internal static class LeakOnThrow
{
    public static Seed Seed { get; } = new(
        "semaphore leaked by a throw",
        "Rent throws for an unknown size after taking the permit; nobody gives it back, and every later Rent waits.",
        ["MM2001"],
        """
        namespace Buffers;

        public sealed class BufferShelf
        {
            private readonly SemaphoreSlim _shelf = new(1, 1);
            private readonly Dictionary<int, Stack<byte[]>> _bySize = new() { [64] = new(), [4096] = new() };

            public async Task<byte[]> RentAsync(int size)
            {
                await _shelf.WaitAsync();
                if (!_bySize.TryGetValue(size, out var stack))
                {
                    throw new ArgumentOutOfRangeException(nameof(size));
                }

                var buffer = stack.Count > 0 ? stack.Pop() : new byte[size];
                _shelf.Release();
                return buffer;
            }
        }
        """,
        new Edit(
            """
                        throw new ArgumentOutOfRangeException(nameof(size));
            """,
            """
                        _shelf.Release();
                        throw new ArgumentOutOfRangeException(nameof(size));
            """));
}
