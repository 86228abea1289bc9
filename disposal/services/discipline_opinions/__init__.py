"""纪检部门意见: asked of every notice whose window has ended, whether or not anybody reported anything."""
