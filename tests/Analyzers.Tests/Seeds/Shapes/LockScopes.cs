namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>System.Threading.Lock taken by EnterScope.</summary>
internal static class LockScopes
{
    public static Seed Seed { get; } = new(
        "inversion with Lock.EnterScope",
        "Seating a guest scopes the room and then the waiting list; calling the next guest scopes the list and then the room.",
        ["MM1002"],
        """
        namespace Restaurant;

        public sealed class Room
        {
            private readonly Lock _tables = new();
            private int _free = 12;

            public bool Seat(WaitingList list, string guest)
            {
                using (_tables.EnterScope())
                {
                    if (_free == 0)
                    {
                        list.Add(guest);
                        return false;
                    }

                    _free--;
                    return true;
                }
            }

            public bool HasSpace()
            {
                using var scope = _tables.EnterScope();
                return _free > 0;
            }
        }

        public sealed class WaitingList
        {
            private readonly Lock _names = new();
            private readonly Queue<string> _queue = new();

            public void Add(string guest)
            {
                using var scope = _names.EnterScope();
                _queue.Enqueue(guest);
            }

            public string? CallNext(Room room)
            {
                using var scope = _names.EnterScope();
                return room.HasSpace() && _queue.TryDequeue(out var guest) ? guest : null;
            }
        }
        """,
        new Edit(
            """
                    using var scope = _names.EnterScope();
                    return room.HasSpace() && _queue.TryDequeue(out var guest) ? guest : null;
            """,
            """
                    if (!room.HasSpace())
                    {
                        return null;
                    }

                    using var scope = _names.EnterScope();
                    return _queue.TryDequeue(out var guest) ? guest : null;
            """));
}
